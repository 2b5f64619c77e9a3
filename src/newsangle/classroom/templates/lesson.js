// The exercises: what is chosen is compared with the right answers, and each wrong answer gets a hint.
(() => {
  const { exercises } = given();
  for (const form of all("form.exercise")) {
    const exercise = exercises[form.dataset.name];
    const reply = form.querySelector(".reply");
    const chosen = () => all("fieldset", form).map((part) => all("input:checked", part).map((input) => input.value).sort().join(", "));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const answers = chosen();
      const missing = answers.some((answer) => !answer);
      const right = !missing && answers.every((answer, i) => exercise.right[i].includes(answer));
      reply.className = `reply ${missing ? "" : right ? "right" : "wrong"}`;
      reply.textContent = missing ? "Choose an answer first." : right ? `✔ ${exercise.well_done}` : `✘ ${exercise.wrong[answers.join(", ")] || exercise.otherwise}`;
      if (right) form.classList.add("solved");
      const solved = all("form.solved").length;
      document.getElementById("solved").textContent = `${solved} of ${all("form.exercise").length} done`;
    });
  }
})();
