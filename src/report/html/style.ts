/** Both colour schemes of the page; all pairs of text and background have a contrast of 4.5 or more (WCAG 2.2, AA). */
export const styleSheet = `
:root { --text: #1b1f24; --dim: #57606a; --page: #ffffff; --box: #f3f4f6; --line: #c4cad1;
  --good: #116329; --bad: #b31d28; --odd: #7a4d00; }
@media (prefers-color-scheme: dark) {
  :root { --text: #e6e9ee; --dim: #a5aeb9; --page: #14171c; --box: #1f242c; --line: #464e59;
    --good: #6fd18a; --bad: #ff8f8a; --odd: #e8b45a; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 64rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.5rem; overflow-wrap: anywhere; }
h2 { font-size: 1.15rem; margin: 0 0 .5rem; overflow-wrap: anywhere; }
a { color: inherit; }
section { margin: 1.5rem 0; }
header ul { padding-left: 1.2rem; color: var(--dim); }
.verdict { border: 2px solid; border-radius: 6px; padding: .1rem .5rem; }
.healthy, .mark.pass { color: var(--good); }
.failing, .mark.fail, .lost { color: var(--bad); font-weight: bold; }
.degraded, .incomplete, .mark.warn, .mark.unknown { color: var(--odd); }
.mark.skipped { color: var(--dim); }
.finding { border: 1px solid var(--line); border-left: 6px solid var(--odd); border-radius: 6px; padding: 1rem; }
.finding.error { border-left-color: var(--bad); }
dl { display: grid; grid-template-columns: 8rem minmax(0, 1fr); gap: .4rem 1rem; margin: 0; }
dt { color: var(--dim); }
dd { margin: 0; overflow-wrap: anywhere; }
dd ul, dd ol { margin: 0; padding-left: 1.2rem; }
pre { background: var(--box); border: 1px solid var(--line); border-radius: 4px; padding: .5rem; margin: .3rem 0;
  white-space: pre-wrap; overflow-wrap: anywhere; font: 14px/1.4 ui-monospace, Menlo, Consolas, monospace; }
pre.command { user-select: all; }
code { font-family: ui-monospace, Menlo, Consolas, monospace; }
.layers { display: flex; flex-wrap: wrap; gap: .4rem 1.2rem; list-style: none; padding: 0; }
.legend { font-size: .85rem; }
.path { display: flex; flex-wrap: wrap; gap: .2rem; list-style: none; padding: 0; }
.path li:not(:last-child)::after { content: ' →'; }
.wide { overflow: auto; max-height: 80vh; }
.wiring { border: 1px solid var(--line); background: #ffffff; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); padding: .25rem .6rem .25rem 0; }
summary { cursor: pointer; }
:focus-visible { outline: 3px solid var(--odd); }
@media (max-width: 40rem) { dl { grid-template-columns: minmax(0, 1fr); } dt { font-weight: bold; } }
@media print { .wide { max-height: none; overflow: visible; } pre { break-inside: avoid; } }
`;
