"use strict";
// What all pages of the classroom share.

const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];
const make = (name, options = {}, ...children) => {
  const element = Object.assign(document.createElement(name), options);
  element.append(...children);
  return element;
};
const given = () => JSON.parse(document.getElementById("data").textContent);

// Escape closes the explanation of a word.
addEventListener("keydown", (event) => {
  if (event.key === "Escape" && document.activeElement.matches(".explained")) document.activeElement.blur();
});

// Copy a text; where the browser does not allow it, select it in the field that shows it.
const copyText = async (field) => {
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    field.focus();
    field.select();
    return document.execCommand("copy");
  }
};

// Save a text as a file in the downloads.
const saveFile = (name, text) => {
  const link = make("a", { href: URL.createObjectURL(new Blob([text], { type: "text/csv" })), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
};
