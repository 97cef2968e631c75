// The login library says in the console only what went wrong with a passkey; people hear it here.

"use strict";

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  document.getElementById("passkey-trouble").hidden = false;
});
