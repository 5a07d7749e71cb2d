import { join } from 'node:path';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { beforeAll, describe, expect, test } from 'vitest';
import { checks } from '../../checks/index.ts';
import { openRecording } from '../../src/host/recording.ts';
import { packageRoot } from '../../src/package.ts';
import type { RenderContext } from '../../src/report/formats/format.ts';
import { html } from '../../src/report/formats/html.ts';
import { reportFormats } from '../../src/report/formats/index.ts';
import { jsonl } from '../../src/report/formats/jsonl.ts';
import { junit } from '../../src/report/formats/junit.ts';
import { markdown } from '../../src/report/formats/markdown.ts';
import { nagios } from '../../src/report/formats/nagios.ts';
import { prometheus } from '../../src/report/formats/prometheus.ts';
import { mapOf } from '../../src/report/map/map.ts';
import { type Report, reportSchema } from '../../src/report/report.ts';
import { examined } from '../support/diagnosis.ts';
import { healthyHost, topologyOf } from '../support/recorded-host.ts';
import { elementsOf, expectStandsAlone } from '../support/web-page.ts';

const context: RenderContext = { hasColor: false, isVerbose: false, checks, width: 80 };
const namespace = 'qdhcp-4338c261-df6f-40ab-a376-e1ffe3fe7045';
const invisible = '\u00ad\u180e\u202e\u206a\u206f\u2066\u200b\ufeff\u3164\u{e0041}';
const links = 'http://evil.example www.evil.example ~~gone~~ root@evil.example &copy;';
const hostile = `</pre><script>alert("1")</script>'&|\u001b[31m${invisible} ${links}`;

let broken: Report;
let healthy: Report;
/** The broken host, had somebody given its namespace and the host itself such a name. */
let strange: Report;

beforeAll(async () => {
  broken = (await examined(openRecording(join(packageRoot, 'recordings/no-offer/broken')))).report;
  healthy = (await examined(healthyHost('neutron'))).report;
  const renamed = JSON.stringify(broken).replaceAll(namespace, JSON.stringify(hostile).slice(1, -1));
  strange = reportSchema.parse({ ...JSON.parse(renamed), host: { name: hostile, source: 'local' } });
});

test('no format prints a raw control character, whatever the names on the host', () => {
  for (const format of reportFormats) {
    const text = format.render(strange, context);
    expect([format.name, /[^\P{Cc}\n]/u.test(text)]).toEqual([format.name, false]);
    expect([format.name, [...invisible].filter((character) => text.includes(character))]).toEqual([format.name, []]);
  }
});

test('Markdown makes nothing of names but text', () => {
  const [, ...lines] = markdown.render(strange, context).split(/^`{3,}.*$/m);
  const text = lines.filter((_, index) => index % 2 === 1).join('\n');
  expect(text).toContain('evil');
  expect(text).not.toMatch(/https?:\/\/evil|www\.evil|(?<!\\)[~@&<]/);
});

describe('JUnit', () => {
  const suitesOf = (xml: string) => {
    expect(XMLValidator.validate(xml)).toBe(true);
    const options = {
      ignoreAttributes: false,
      attributeNamePrefix: '',
      isArray: (name: string, _path: unknown, _isLeaf: boolean, isAttribute: boolean) =>
        !isAttribute && name !== 'testsuites',
    };
    const document = new XMLParser(options).parse(xml);
    return document.testsuites.testsuite as readonly (Record<string, string> & {
      readonly testcase: readonly (Record<string, string> & { readonly failure?: readonly unknown[] })[];
    })[];
  };

  test('has a suite for each layer and a case for each check; root causes fail, with their fix', () => {
    const xml = junit.render(broken, context);
    const suites = suitesOf(xml);
    expect(suites.reduce((sum, { tests }) => sum + Number(tests), 0)).toBe(broken.checks.length);
    const failed = suites.flatMap(({ testcase }) => testcase.filter(({ failure }) => failure !== undefined));
    expect(failed.map(({ name }) => name)).toEqual(['dhcp-server-not-running']);
    expect(suites.map(({ failures }) => Number(failures)).filter((count) => count > 0)).toEqual([1]);
    expect(xml).toContain('service quantum-dhcp-agent restart');
    expect(suitesOf(junit.render(healthy, context)).every(({ failures }) => failures === '0')).toBe(true);
  });

  test('stays well formed, whatever the names on the host', () => {
    suitesOf(junit.render(strange, context));
  });
});

describe('Nagios', () => {
  const codeOf = (...reports: readonly Report[]) => nagios.exitCodeOf?.(reports);

  test('gets one line with performance data, and its own exit codes', () => {
    const line = nagios.render(broken, context);
    expect(line).toMatch(
      /^QDOCTOR CRITICAL - lab: dhcp: No dnsmasq runs[^|\n]* \| errors=1;;0;0 [^|\n]+ time=[\d.]+s;;;0\n$/,
    );
    expect(nagios.render(healthy, context)).toMatch(/^QDOCTOR OK - [^|\n]*checks passed[^|\n]* \| errors=0;/);
    expect(nagios.render(strange, context)).toMatch(/^[^|\n]*\|[^|\n]*\n$/);
    const degraded: Report = { ...healthy, verdict: 'degraded' };
    const incomplete: Report = { ...healthy, verdict: 'incomplete' };
    expect([healthy, degraded, broken, incomplete].map((report) => codeOf(report))).toEqual([0, 1, 2, 3]);
    expect([codeOf(healthy, degraded), codeOf(degraded, incomplete), codeOf(incomplete, broken)]).toEqual([1, 3, 2]);
  });
});

test('Prometheus gets each metric once, its samples together, labels escaped', () => {
  const text = prometheus.renderSeveral?.([broken, strange], context) ?? '';
  const sample = /^(qdoctor_\w+)\{(?:\w+="(?:[^"\\]|\\["\\n])*",?)+\} -?[\d.e+]+$/;
  const names = text
    .trimEnd()
    .split('\n')
    .map((line) => (line.startsWith('# ') ? line.split(' ')[2] : sample.exec(line)?.[1]));
  expect(names).not.toContain(undefined);
  const runs = names.filter((name, index) => name !== names[index - 1]);
  expect(new Set(runs).size).toBe(runs.length);
  expect(text).toContain('qdoctor_verdict{host="lab",verdict="failing"} 1\n');
});

test('JSON Lines has a line for each host, which is its report', () => {
  const lines = (jsonl.renderSeveral?.([broken, healthy], context) ?? '').trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toEqual([broken, healthy]);
});

describe('the web page', () => {
  test('is valid, has no script, and asks for nothing from anywhere', () => {
    for (const report of [broken, healthy, strange]) expectStandsAlone(html.render(report, context));
  });

  test('has the fix as commands of their own, and the wiring as a picture', async () => {
    const host = healthyHost('neutron');
    const topology = await topologyOf(host);
    const map = mapOf(host.name, topology, topology.switchDatabase);
    const elements = elementsOf(html.render(broken, { ...context, mapOf: () => map }));
    const boxes = elements.filter(({ attrs }) => attrs.some(({ value }) => value === 'command'));
    const texts = boxes.map(({ childNodes: [node] }) =>
      node !== undefined && 'value' in node ? node.value : undefined,
    );
    expect(texts).toContain('service quantum-dhcp-agent restart');
    expect(elements.filter(({ tagName }) => tagName === 'svg')).toHaveLength(1);
  });

  test('of several hosts links to each', () => {
    const elements = elementsOf(html.renderSeveral?.([broken, strange], context) ?? '');
    const ids = elements.flatMap(({ attrs }) =>
      attrs.filter(({ name }) => name === 'id').map(({ value }) => `#${value}`),
    );
    const links = elements.flatMap(({ attrs }) =>
      attrs.filter(({ name }) => name === 'href').map(({ value }) => value),
    );
    expect(links).toHaveLength(2);
    expect(ids).toEqual(expect.arrayContaining(links));
  });
});
