// [data-enhanced] is for what only works with scripts: it is hidden until they run.
const show = () => document.querySelectorAll('[data-enhanced][hidden]').forEach(el => { el.hidden = false; });

show();
for (const drawn of ['htmx:after:swap', 'live:drawn']) document.addEventListener(drawn, show);
