// A toast leaves after 8 seconds of nobody touching it; a failure ([data-tone="rust"]) stays until it is closed.
const stay = 8000;

function watch(toast) {
  if (toast.dataset.watched) return;
  toast.dataset.watched = 'yes';
  toast.querySelector('[data-toast-close]')?.addEventListener('click', () => toast.remove());
  if (toast.dataset.tone === 'rust') return;
  let timer;
  const start = () => { timer = setTimeout(() => toast.remove(), stay); };
  const stop = () => clearTimeout(timer);
  toast.addEventListener('pointerenter', stop);
  toast.addEventListener('focusin', stop);
  toast.addEventListener('pointerleave', start);
  toast.addEventListener('focusout', start);
  start();
}

const all = () => document.querySelectorAll('.toasts .toast').forEach(watch);
all();
document.addEventListener('htmx:after:swap', all);
