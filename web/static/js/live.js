// One polite voice for the page: say('Moved to 11:30').
export function say(text) {
  const live = document.getElementById('live');
  if (live) live.textContent = text;
}

// typing is true while a key belongs to what the person writes.
export function typing(el) {
  return el.isContentEditable || (/^(INPUT|TEXTAREA|SELECT)$/.test(el.tagName) && !/^(checkbox|radio|button|submit)$/.test(el.type));
}

// plain is true for a single key that may act: no modifier, nobody writing, keys not switched off, no dialog open.
export function plain(e) {
  return !e.ctrlKey && !e.metaKey && !e.altKey && !e.defaultPrevented && !e.isComposing &&
    !typing(e.target) && document.documentElement.dataset.keys !== 'off' && !document.querySelector('dialog[open]');
}
