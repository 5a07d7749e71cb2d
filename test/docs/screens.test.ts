import { expect, test } from 'vitest';
import { unmarkedScreens, withWizardScreens, wizardScreensOf } from '../../scripts/screens.ts';

const block = (language: string, text: string, mark = '') =>
  `Some words.\n${mark}\n\`\`\`${language}\n${text}\n\`\`\`\n`;

test.each([
  ['what a command prints', block('console', '$ qdoctor --ci\nHEALTHY  net01')],
  ['a screen of the wizard', block('text', '? What is wrong?')],
  ['a report without its command', block('', 'FAILING  net01  vlan: 1 root cause')],
  ['a finding', block('', '✗ tap1 has VLAN tag 77, expected 3')],
  ['a change', block('', '    ~ tap1 tag: 3 → 77')],
])('%s needs a mark', (_what, page) => {
  expect(unmarkedScreens(page)).toEqual([3]);
});

test.each([
  ['commands alone', block('console', '# qdoctor --ci\n$ qdoctor map')],
  ['a script', block('sh', 'qdoctor --ci')],
  ['a playbook', block('yaml', 'version: 1')],
  ['a drawing', block('', 'VM ─ tap ─ qbr ─ qvb ══ qvo ─ br-int')],
  ['a screen with a mark', block('console', '$ qdoctor\nHEALTHY', '<!-- screen: --ci -->')],
  ["a wizard's screen with a mark", block('text', '? What is wrong?', '<!-- wizard screen: start -->')],
])('%s needs none', (_what, page) => {
  expect(unmarkedScreens(page)).toEqual([]);
});

test("the wizard's screens are read from a page and written to it by their names", () => {
  const page =
    block('text', 'old', '<!-- wizard screen: start -->') + block('text', 'same', '<!-- wizard screen: end -->');
  const written = withWizardScreens(page, new Map([['start', 'new\n']]));
  expect([...wizardScreensOf(written)]).toEqual([
    ['start', 'new\n'],
    ['end', 'same\n'],
  ]);
});
