// <form data-autosave="URL">: what is typed is posted a moment later (draft.js says how), and before the page goes.
// Fields may stand anywhere (form="id"). A hidden "_edit" counts what was typed, so that a late answer is told from a
// newer one. A button [data-save-now] saves without leaving.
import { Draft } from './draft.js';

const pause = 800;

class Autosave {
  constructor(form) {
    this.form = form;
    this.draft = new Draft(form);
    for (const type of ['input', 'change']) document.addEventListener(type, e => { if (e.target.form === form && !e.target.matches('[data-find]')) this.edited(); });
    form.addEventListener('submit', e => this.sent(e));
    document.addEventListener('submit', e => this.before(e));
    document.addEventListener('visibilitychange', () => { if (document.hidden) this.save(true); });
    addEventListener('online', () => this.save());
    addEventListener('beforeunload', e => { if (this.draft.dirty && !this.leaving) e.preventDefault(); });
  }
  sent(e) {
    clearTimeout(this.timer);
    if (!e.submitter?.matches('[data-save-now]') || this.draft.stopped) { this.leaving = true; return; }
    e.preventDefault();
    this.draft.count();
    this.save();
  }
  // before another form of the page takes the person away, what was typed is saved
  async before(e) {
    if (e.target === this.form || e.defaultPrevented || !this.draft.dirty || this.draft.stopped || this.passed === e.target) return;
    e.preventDefault();
    this.passed = e.target;
    await this.save();
    e.target.requestSubmit(e.submitter);
  }
  edited() {
    this.draft.count();
    if (!this.draft.stopped) { this.draft.say('Not saved yet'); this.later(pause); }
  }
  later(ms) { clearTimeout(this.timer); this.timer = setTimeout(() => this.save(), ms); }
  async save(hidden = false) {
    if (this.leaving) return;
    clearTimeout(this.timer);
    const again = await this.draft.save(hidden);
    if (again) this.later(again);
  }
}

document.querySelectorAll('form[data-autosave]').forEach(form => new Autosave(form));
