// A stream that was lost has missed events: once it is back, all that follows it is fetched anew.
document.addEventListener('htmx:sse:after:connection', e => {
  if (e.detail.connection.attempt > 0) document.body.dispatchEvent(new CustomEvent('refetch'));
});
