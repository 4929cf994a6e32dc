// a[data-drawer] opens its page as a drawer over this one: what stands in the page's [data-drawer-part]. Without scripts,
// or where the page does not answer, it opens as the page that it is.
const plainClick = e => e.button === 0 && !e.ctrlKey && !e.metaKey && !e.shiftKey && !e.altKey;

function drawer() {
  let box = document.getElementById('drawer');
  if (box) return box;
  box = document.createElement('dialog');
  box.id = 'drawer';
  box.className = 'line-drawer';
  document.body.append(box);
  return box;
}

function closeButton() {
  const button = document.createElement('button');
  button.className = 'btn sm quiet';
  button.type = 'button';
  button.dataset.close = '';
  button.textContent = 'Close';
  return button;
}

async function open(link) {
  const answer = await fetch(link.href, { headers: { Accept: 'text/html' } });
  const part = answer.ok && !answer.redirected &&
    new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[data-drawer-part]');
  if (!part) throw new Error('no drawer');
  const box = drawer();
  box.setAttribute('aria-label', part.querySelector('h1')?.textContent ?? '');
  box.replaceChildren(closeButton(), part);
  box.dataset.from = link.closest('[data-row]')?.id ?? '';
  box.showModal();
  box.querySelector('[autofocus]')?.focus();
}

document.addEventListener('click', e => {
  const link = e.target.closest?.('a[data-drawer]');
  if (!link || !plainClick(e)) return;
  e.preventDefault();
  open(link).catch(() => location.assign(link.href));
});
