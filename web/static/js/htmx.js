// htmx must be global before hx-sse is evaluated, hence a module of its own.
import htmx from 'htmx.org';

window.htmx = htmx;
