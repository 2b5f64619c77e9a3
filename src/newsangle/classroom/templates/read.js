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
  for (const mark of all("[name=mark]")) {
    mark.addEventListener("change", () => {
      light([]);
      said.hidden = true;
    });
  }
})();
