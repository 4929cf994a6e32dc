// A page that the back button takes from memory asks again who is reading: who signed out leaves nothing to see.
addEventListener('pageshow', event => {
  if (!event.persisted) return;
  document.body.hidden = true;
  location.reload();
});
