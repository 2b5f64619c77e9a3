// A plain step before the answers: it keeps them from being seen by chance, no more.
document.getElementById("open").addEventListener("click", () => {
  document.getElementById("gate").hidden = true;
  const key = document.getElementById("key");
  key.hidden = false;
  key.focus();
});
