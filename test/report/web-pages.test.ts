import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { checks } from '../../checks/index.ts';
import { packageRoot } from '../../src/package.ts';
import { type Difference, differenceSchema } from '../../src/report/diff/diff.ts';
import { renderDifferenceHtml } from '../../src/report/diff/html.ts';
import { elementsOf, expectStandsAlone, textOf } from '../support/web-page.ts';

/*
 * The web pages of `diff` and `dhcp`: they stand alone as that of a report does, and say what the text says.
 */

const cli = join(packageRoot, 'dist/src/cli.js');
const recordings = join(packageRoot, 'recordings/no-offer');
const captures = join(packageRoot, 'test/recordings/captures');
const folder = mkdtempSync(join(tmpdir(), 'qdoctor-pages-'));
afterAll(() => rmSync(folder, { recursive: true }));

const qdoctor = (...words: readonly string[]) =>
  spawnSync(process.execPath, [cli, ...words], { encoding: 'utf8', cwd: folder });

/** A page as a person reads it, in one line. */
const readable = (page: string): string => {
  const main = elementsOf(page).find(({ tagName }) => tagName === 'main');
  return main === undefined ? '' : textOf(main).replace(/\s+/g, ' ');
};

const headingsOf = (page: string): readonly string[] =>
  elementsOf(page)
    .filter(({ tagName }) => tagName === 'h1' || tagName === 'h2')
    .map(textOf);

describe('of a difference', () => {
  const between = (old: string, now: string, format: string) =>
    qdoctor('diff', join(recordings, old), join(recordings, now), '--format', format);

  test('says what broke, what may explain it, and how it is fixed, with the exit code of the text', () => {
    const { status, stdout, stderr } = between('healed', 'broken', 'html');
    expect([status, stderr]).toEqual([1, '']);
    expectStandsAlone(stdout);
    expect(headingsOf(stdout)[0]).toBe('BROKE lab');
    expect(headingsOf(stdout)[1]).toMatch(/^Broke: No dnsmasq runs in qdhcp-/);
    expect(readable(stdout)).toMatch(/May explain it ?dnsmasq for 4338c261-\S+ has ended/);
    expect(readable(stdout)).toContain('service quantum-dhcp-agent restart');
  });

  test('has every line of the text', () => {
    for (const [old, now] of [
      ['healed', 'broken'],
      ['broken', 'healed'],
    ] as const) {
      const { broke, healed } = differenceSchema.parse(JSON.parse(between(old, now, 'json').stdout));
      const page = readable(between(old, now, 'html').stdout);
      for (const { summary, check } of [...broke, ...healed]) {
        expect(page).toContain(summary);
        expect(page).toContain(check);
      }
      expect(page).toContain(`${broke.length} broke, ${healed.length} fixed`);
    }
  });

  test('beside the text, into a file', () => {
    const page = join(folder, 'difference.html');
    const [old, now] = ['broken', 'healed'].map((name) => join(recordings, name));
    const { stdout } = qdoctor('diff', old ?? '', now ?? '', '--format', 'text', '--format', `html=${page}`);
    expect(stdout).toContain('No dnsmasq runs');
    expectStandsAlone(readFileSync(page, 'utf8'));
  });

  test('without any says so', () => {
    const { status, stdout } = between('broken', 'broken', 'html');
    expect(status).toBe(0);
    expectStandsAlone(stdout);
    expect(headingsOf(stdout)).toEqual(['NOTHING CHANGED lab']);
  });

  test('of a host with hostile names stays a page', () => {
    const hostile = `</pre><script>alert("1")</script>'&|\u001b[31m\u202e`;
    const difference = JSON.parse(between('healed', 'broken', 'json').stdout) as Difference;
    const names = JSON.stringify(difference).replaceAll('4338c261', JSON.stringify(hostile).slice(1, -1));
    expectStandsAlone(renderDifferenceHtml(JSON.parse(names) as Difference, checks));
  });
});

describe('of a capture', () => {
  test.each(readdirSync(captures).filter((name) => name.includes('.pcap')))(
    '%s: has its verdict, problems and exchanges',
    (name) => {
      const [page, json, text] = ['html', 'json', 'text'].map((format) =>
        qdoctor('dhcp', join(captures, name), '--format', format),
      );
      expect(page?.status).toBe(text?.status);
      expectStandsAlone(page?.stdout ?? '');
      const { problems, exchanges, packets } = JSON.parse(json?.stdout ?? '') as {
        readonly problems: readonly { readonly summary: string }[];
        readonly exchanges: readonly { readonly outcome: string; readonly clientMac: string | null }[];
        readonly packets: readonly unknown[];
      };
      const words = readable(page?.stdout ?? '');
      for (const { summary } of problems) expect(words).toContain(summary.replace(/\s+/g, ' '));
      for (const { outcome, clientMac } of exchanges) {
        expect(words).toContain(outcome);
        expect(words).toContain(clientMac ?? '-');
      }
      const rows = elementsOf(page?.stdout ?? '').filter(({ tagName }) => tagName === 'tr');
      const heads = (exchanges.length > 0 ? 1 : 0) + (packets.length > 0 ? 1 : 0);
      expect(rows).toHaveLength(packets.length + exchanges.length + heads);
      const [verdict = ''] = /^(?:FAILING|HEALTHY|INCOMPLETE)(?=:)|^No DHCP/m.exec(text?.stdout ?? '') ?? [];
      expect(headingsOf(page?.stdout ?? '')[0]).toContain(verdict);
    },
  );

  test('beside the text, into a file', () => {
    const { stdout } = qdoctor('dhcp', join(captures, 'nak.pcap'), '--format', 'text', '--format', 'html=nak.html');
    expect(stdout).toContain('FAILING');
    expectStandsAlone(readFileSync(join(folder, 'nak.html'), 'utf8'));
  });

  test('of many packets shows the first thousand, and says how many more there are', () => {
    const line = (time: number) =>
      `12:00:0${time % 10}.000000 IP 0.0.0.0.68 > 255.255.255.255.67: BOOTP/DHCP, Request from fa:16:3e:00:00:11, length 300`;
    writeFileSync(join(folder, 'many.txt'), `${Array.from({ length: 1200 }, (_, index) => line(index)).join('\n')}\n`);
    const { stdout } = qdoctor('dhcp', 'many.txt', '--format', 'html');
    expect(readable(stdout)).toContain('200 more: --format json');
  });
});
