"""A class without Python: pages for a browser, made from an event that has been run.

Everything opens from disk without a network: the articles side by side, exercises, coding by clicking, the class's
results, sheets to print and a key for the teacher.
"""

from typing import TYPE_CHECKING

from newsangle.imports import on_first_use

if TYPE_CHECKING:
    from newsangle.classroom.folder import write_classroom
    from newsangle.classroom.lessons import LessonError, read_lesson

__all__ = ["LessonError", "read_lesson", "write_classroom"]

__getattr__ = on_first_use(__name__, {"LessonError": "lessons", "read_lesson": "lessons", "write_classroom": "folder"})
