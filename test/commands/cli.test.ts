import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { checks } from '../../checks/index.ts';
import { packageRoot, version } from '../../src/package.ts';
import { reportSchema } from '../../src/report/report.ts';
import { healthyRecordings } from '../support/recorded-host.ts';

/** The built command line as a user runs it, without a terminal. */
function qdoctor(...words: readonly string[]) {
  return run([process.execPath, join(packageRoot, 'dist/src/cli.js'), ...words]);
}

function run([command = '', ...words]: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(command, words, { encoding: 'utf8', cwd: folder });
  return { status, stdout, stderr };
}

const folder = mkdtempSync(join(tmpdir(), 'qdoctor-cli-'));
afterAll(() => rmSync(folder, { recursive: true }));

const broken = join(packageRoot, 'recordings/no-offer/broken');
const blogPost = join(packageRoot, 'test/recordings/blog-post');
const { folsom: healthy, neutron } = healthyRecordings;

const oneLine = /^qdoctor: [^\n]+\n$/;

describe('without a host', () => {
  test('--help names every option of the contract, on 80 columns', () => {
    const { status, stdout, stderr } = qdoctor('--help');
    expect([status, stderr]).toEqual([0, '']);
    for (const option of ['--ci', '--network', '--router', '--port', '--from', '--passive', '--wait', '--format']) {
      expect(stdout).toContain(option);
    }
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  test('checks lists every check on 80 columns, and tells of one what it looks at', () => {
    const { status, stdout } = qdoctor('checks');
    expect(status).toBe(0);
    for (const { id } of checks) expect(stdout).toContain(`  ${id} `);
    const one = qdoctor('checks', 'tenant-route-missing');
    for (const heading of ['Why it matters:', 'What it reads:', 'To see it in the lab:']) {
      expect(one.stdout).toContain(`\n${heading}\n  `);
    }
    // An address is not broken.
    const words = one.stdout.split('\n').filter((line) => !line.startsWith('  https://'));
    expect(words.filter((line) => line.length > 80)).toEqual([]);
    expect(qdoctor('checks', 'port-tag-wron')).toEqual({
      status: 2,
      stdout: '',
      stderr: "qdoctor: Unknown check 'port-tag-wron'. Did you mean 'port-tag-wrong'?\n",
    });
  });

  test('explain CHECK is checks CHECK', () => {
    const explained = qdoctor('explain', 'tenant-route-missing');
    expect(explained).toEqual(qdoctor('checks', 'tenant-route-missing'));
    expect(explained.status).toBe(0);
  });

  test.each([[[]], [['lab']], [['lab', 'up']], [['collect']], [['explain']]])(
    'help of %j is what --help prints',
    (words) => {
      const help = qdoctor('help', ...words);
      expect(help.status).toBe(0);
      expect(help).toEqual(qdoctor(...words, '--help'));
    },
  );

  test.each([
    [['cheks'], "Unknown command 'cheks'. Did you mean 'checks'?"],
    [['help', 'colect'], "Unknown command 'colect'. Did you mean 'collect'?"],
    [['lab', 'stauts'], "Unknown command 'stauts'. Did you mean 'status'?"],
    [['nonsense'], "Unknown command 'nonsense'. See qdoctor help."],
    [['--ci', 'full', 'more'], "Unexpected argument 'more'. See qdoctor --help."],
    [['--prot', 'x'], "Unknown option '--prot'. Did you mean '--port'?"],
    [['--ci', '--yes'], '--yes requires --fix.'],
    [['--fix'], '--fix requires --ci. Without questions: qdoctor --ci --fix --yes'],
    [['--ci', '--timeout', '0'], "--timeout: '0' is invalid. Give a number of seconds above 0."],
    [['completion', 'ksh'], "SHELL: 'ksh' is invalid. Allowed choices are bash, zsh, fish."],
    [['--ci', '--watch', '--from', 'x'], '--watch and --from are mutually exclusive. A recording does not change.'],
    [['--ci', '--watch', '--format', 'html'], '--watch prints what changed, which is no html. Use --format html=FILE'],
    [['--ci', '--from', 'x', '--host', 'y'], '--from and --host are mutually exclusive.'],
  ])('%s: what was meant, exit 2', (words, sentence) => {
    expect(qdoctor(...words)).toEqual({ status: 2, stdout: '', stderr: `qdoctor: ${sentence}\n` });
  });

  test('a port that is mistyped: the five nearest, the very nearest first', () => {
    const { status, stderr } = qdoctor('--ci', '--from', healthy, '--port', 'qvo71e4b0bf-57');
    expect(status).toBe(2);
    expect(stderr).toMatch(/^qdoctor: No port qvo71e4b0bf-57 on this host\. Nearest: qvo71e4b0be-57 \(/);
    expect(stderr.split('; ')).toHaveLength(5);
  });

  test('--format markdown is for a ticket: the same findings, with what heals them', () => {
    const { status, stdout } = qdoctor('--ci', '--from', broken, '--format', 'markdown');
    expect(status).toBe(1);
    expect(stdout).toMatch(/^# lab: failing\n/);
    expect(stdout).toContain('Layer dhcp, dhcp-server-not-running, error.');
    expect(stdout).toContain('**Fix**');
  });

  test('--version is that of the package', () => {
    expect(qdoctor('--version')).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
  });

  test('--version --verbose names what it runs on, in either order', () => {
    const { status, stdout, stderr } = qdoctor('--version', '--verbose');
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout.split('\n').map((line) => line.split(/ +/)[0])).toContain('tcpdump');
    expect(stdout).toContain(`node       ${process.version}\n`);
    expect(qdoctor('--verbose', '-V').stdout).toBe(stdout);
  });

  test('no terminal for the wizard: one line that names --ci', () => {
    const { status, stdout, stderr } = qdoctor();
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(oneLine);
    expect(stderr).toContain('qdoctor --ci');
  });

  test.each([
    ['an unknown option', ['--nope']],
    ['an unknown command', ['nonsense']],
    ['an option without its value', ['--ci', '--from']],
    ['a time limit of nothing', ['--ci', '--timeout', '0']],
    ['a time limit that is no number', ['--ci', '--timeout', 'soon']],
    ['a format that there is not', ['--ci', '--format', 'xml']],
    ['a severity that there is not', ['--ci', '--fail-on', 'never']],
  ])('%s: one line, exit 2', (_name, words) => {
    const { status, stdout, stderr } = qdoctor(...words);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  test.each([
    ['a recording that is not there', ['--ci', '--from', '/nowhere']],
    ['a playbook that there is not', ['--ci', 'nonsense', '--from', healthy]],
    ['a report that can not be written', ['--ci', '--from', healthy, '--format', 'json=/nowhere/report.json']],
    ['a network that is not there', ['--ci', '--from', healthy, '--network', 'ffffffff']],
    ['a router that is not there', ['--ci', '--from', healthy, '--router', 'ffffffff']],
    ['a port that is not there', ['--ci', '--from', healthy, '--port', '10.99.99.99']],
  ])('%s: one sentence, exit 2', (_name, words) => {
    const { status, stdout, stderr } = qdoctor(...words);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(oneLine);
  });

  test('a playbook with a mistake: its place', () => {
    const file = join(folder, 'mine.yaml');
    writeFileSync(file, 'version: 1\ntitle: Mine\nsteps:\n  - check: "\\e[31mred\\nlines"\n');
    const { status, stderr } = qdoctor('--ci', file, '--from', healthy);
    expect(status).toBe(2);
    expect(stderr).toMatch(oneLine);
    expect(stderr).toContain(`${file}:4:12: '\\x1b[31mred lines' is not a layer`);
  });

  test('a bundle whose manifest is broken: one sentence', () => {
    const target = join(folder, 'bundle');
    cpSync(healthy, target, { recursive: true });
    writeFileSync(join(target, 'manifest.json'), '{\n"format":\n');
    const { status, stderr } = qdoctor('--ci', '--from', target);
    expect(status).toBe(2);
    expect(stderr).toMatch(oneLine);
  });
});

describe('a recording', () => {
  const reportOf = (...words: readonly string[]) => {
    const { status, stdout, stderr } = qdoctor('--ci', '--format', 'json', ...words);
    expect(stderr).toBe('');
    return { status, report: reportSchema.parse(JSON.parse(stdout)) };
  };

  test.each([healthy, neutron])('of a healthy host (%s): exit 0', (from) => {
    const { status, report } = reportOf('--from', from);
    expect([status, report.verdict, report.findings]).toEqual([0, 'healthy', []]);
    expect(report.host.source).toBe('bundle');
  });

  test('of a host with a fault: exit 1, the fault, its fix', () => {
    const { status, report } = reportOf('--from', broken);
    expect([status, report.verdict]).toEqual([1, 'failing']);
    const roots = report.findings.filter(({ cause }) => cause === 'root');
    expect(roots.map(({ check }) => check)).toEqual(['dhcp-server-not-running']);
    expect(report.findings[0]?.fix?.commands).toEqual([['service', 'quantum-dhcp-agent', 'restart']]);
  });

  test('of what a blog post printed: exit 3, nothing claimed', () => {
    const { status, report } = reportOf('--from', blogPost);
    expect([status, report.verdict, report.findings]).toEqual([3, 'incomplete', []]);
    expect(report.checks.filter(({ verdict, reason }) => verdict === 'unknown' && reason === null)).toEqual([]);
  });

  test('in two formats: one to a file, one to standard output', () => {
    const file = join(folder, 'report.json');
    const { status, stdout, stderr } = qdoctor(
      '--ci',
      '--from',
      broken,
      '--format',
      `json=${file}`,
      '--format',
      'text',
    );
    expect([status, stderr]).toEqual([1, '']);
    expect(stdout).toMatch(/^FAILING {2}lab {2}dhcp: /);
    expect(reportSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).verdict).toBe('failing');
  });

  test('for a ticket: text, JSON and HTML in a new folder', () => {
    const target = join(folder, 'ticket');
    const { status, stdout, stderr } = qdoctor('--ci', '--from', broken, '--output', target);
    expect(status).toBe(1);
    expect(stderr).toBe(`qdoctor: Saved in ${target}: qdoctor.txt, qdoctor.json and qdoctor.html\n`);
    const [text = '', json = '', html = ''] = ['txt', 'json', 'html'].map((ending) =>
      readFileSync(join(target, `qdoctor.${ending}`), 'utf8'),
    );
    expect([text.split('\n')[0], html.slice(0, 15)]).toEqual([stdout.split('\n')[0], '<!doctype html>']);
    expect(html).toContain('<svg');
    expect(reportSchema.parse(JSON.parse(json)).verdict).toBe('failing');
    expect(qdoctor('--ci', '--from', broken, '--output', target)).toEqual({
      status: 2,
      stdout: '',
      stderr: `qdoctor: ${target} already exists. Choose another name.\n`,
    });
  });

  test('has no colours where there is no terminal', () => {
    expect(qdoctor('--ci', '--from', broken).stdout).not.toContain('\u001b');
  });

  describe.each([
    [['--help']],
    [['--ci', '--from', broken, '--verbose']],
    [['dhcp', join(packageRoot, 'test/recordings/captures/dhclient.pcapng')]],
  ])('%s, on standard output', (words) => {
    const shell = (script: string) =>
      run(['sh', '-c', script, 'sh', process.execPath, join(packageRoot, 'dist/src/cli.js'), ...words]);

    test('that nobody reads any more: not a word', () => {
      expect(shell('"$@" | true').stderr).toBe('');
    });

    test('that is full: one line says so', () => {
      const { status, stderr } = shell('"$@" >/dev/full');
      expect(stderr).toMatch(/^qdoctor: Cannot write to standard output\. [^\n]+\n$/);
      expect(status).toBe(2);
    });
  });

  test('of which only the healthy network is asked about: exit 0', () => {
    const faulty = reportOf('--from', broken).report.findings[0]?.subject.id ?? '';
    const others = reportOf('--from', healthy).report.checks.length;
    expect(others).toBeGreaterThan(0);
    expect(reportOf('--from', broken, '--network', faulty.slice(0, 4)).status).toBe(1);
    const other = faulty.startsWith('4338') ? 'dd21' : '4338';
    expect(reportOf('--from', broken, '--network', other)).toMatchObject({ status: 0, report: { findings: [] } });
  });

  test('in which an address belongs to two tenants: exit 2, and both are named', () => {
    const { status, stdout, stderr } = qdoctor('--ci', '--from', healthy, '--port', '10.11.12.3');
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(oneLine);
    expect(stderr.match(/qvo[0-9a-f]{8}-[0-9a-f]{2} \(/g)).toHaveLength(2);
  });

  test.each([
    ['a MAC', 'FA:16:3E:53:84:4F'],
    ['its floating IP', '203.0.113.150'],
    ['a device', 'qvo71e4b0be-57'],
    ['its other device', 'tap71e4b0be-57'],
    ['the start of a UUID', '71e4b0'],
  ])('in which a port is named by %s: its check run, others left out', (_name, port) => {
    // The probe of the recording went out in the name of another VM of that network.
    const { status, report } = reportOf('--from', healthy, '--port', port, '--passive');
    expect(status).toBe(0);
    expect(report.checks.find(({ id }) => id === 'hybrid-tap-down')?.subjects).toBe(1);
  });
});
