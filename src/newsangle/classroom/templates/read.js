// The machine's markings are off until they are asked for; a sign lights up the sentences that it joins.
(() => {
  const light = (claims) => all(".s[data-claims]").forEach((sentence) => {
    sentence.classList.toggle("lit", sentence.dataset.claims.split(" ").some((claim) => claims.includes(claim)));
  });
  const said = document.getElementById("said");
  for (const badge of all("button.badge")) {
    const point = () => {
      light(badge.dataset.claims.split(" "));
      said.textContent = badge.dataset.said;
      said.hidden = false;
    };
    badge.addEventListener("click", point);
    badge.addEventListener("focus", point);
  }
  // A word: how often each text has it, and in which sentences.
  const word = document.getElementById("word");
  word.addEventListener("input", () => {
    const wanted = word.value.trim().replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    const pattern = new RegExp(`(?<![\\p{L}\\p{N}])${wanted}(?![\\p{L}\\p{N}])`, "giu");
    const ownText = (sentence) => [...sentence.childNodes].filter((part) => !part.classList?.contains("chip")).map((part) => part.textContent).join("");
    const times = (sentence) => (wanted ? (ownText(sentence).match(pattern) || []).length : 0);
    const counts = all(".column").map((column) => {
      const sentences = all(".s", column);
      sentences.forEach((sentence) => sentence.classList.toggle("found", times(sentence) > 0));
      return `${column.querySelector("bdi").textContent}: ${sentences.reduce((sum, sentence) => sum + times(sentence), 0)}`;
    });
    document.getElementById("counts").textContent = wanted ? counts.join(" · ") : "";
  });
  for (const mark of all("[name=mark]")) {
    mark.addEventListener("change", () => {
      light([]);
      said.hidden = true;
    });
  }
})();
