// Small comforts; every page works without them. `/` goes to the search field, 1 to 9 choose an answer,
// Escape closes a menu, and a form is sent once however often its button is pressed.
"use strict";

const isTyping = (target) => target.matches("input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]");

function goToSearch() {
  const field = [...document.querySelectorAll("form.search input[name=q]")].find((input) => input.offsetParent);
  if (field) field.focus();
  return Boolean(field);
}

function choose(number) {
  const option = document.querySelectorAll(".opt > label input[type=radio]")[number - 1];
  if (!option) return false;
  option.checked = true;
  option.focus();
  option.dispatchEvent(new Event("change", { bubbles: true }));
  return true;
}

// In a list with `data-keys`: j and k go from row to row, x chooses the row.
function walk(key) {
  const links = [...document.querySelectorAll("table[data-keys] tbody tr td a.num")];
  if (!links.length) return false;
  const row = document.activeElement && document.activeElement.closest("table[data-keys] tbody tr");
  const at = links.findIndex((link) => link.closest("tr") === row);
  if (key === "x") {
    const box = row && row.querySelector("input[type=checkbox]");
    if (box) box.checked = !box.checked;
    return Boolean(box);
  }
  links[Math.min(Math.max(at + (key === "j" ? 1 : -1), 0), links.length - 1)].focus();
  return true;
}

function markChosen() {
  for (const input of document.querySelectorAll(".opt > label input[type=radio], .pick input[type=radio]")) {
    input.closest(".opt, label").classList.toggle("on", input.checked);
  }
}

function closeMenus(except) {
  for (const menu of document.querySelectorAll(".top details[open]")) {
    if (menu !== except) menu.open = false;
  }
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") closeMenus(null);
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (event.key === "/" && goToSearch()) event.preventDefault();
  if (/^[jkx]$/.test(event.key) && walk(event.key)) event.preventDefault();
  if (/^[1-9]$/.test(event.key) && choose(Number(event.key))) event.preventDefault();
});
document.addEventListener("change", markChosen);
document.addEventListener("click", (event) => closeMenus(event.target.closest(".top details")));
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
  setTimeout(() => delete form.dataset.sent, 4000);
});
markChosen();
