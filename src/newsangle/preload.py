"""What the process loads that forks the workers: papermill, nbconvert and the templates of its pages."""

from newsangle import notebooks

notebooks.load_templates()
