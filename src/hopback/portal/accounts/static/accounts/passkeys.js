// Ties allauth's passkey functions to forms: data-passkey names the function, data-ids its elements.
// Kept in a file because the pages allow no inline script. Forms without a passkey work without this.
(function () {
  "use strict";
  const forms = document.querySelectorAll("form[data-passkey]");

  forms.forEach(function (form) {
    const start = window.allauth.webauthn.forms[form.dataset.passkey];
    start({ ids: JSON.parse(form.dataset.ids) });
  });

  document.addEventListener("allauth.error", function (event) {
    event.preventDefault();
    document.querySelectorAll("[data-passkey-trouble]").forEach(function (note) {
      note.hidden = false;
    });
  });
})();
