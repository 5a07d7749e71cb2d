import type { Broken } from './broken-playbooks.ts';

const head = 'version: 1\ntitle: Mine\nvars:\n  mtu: 9000\nsteps:\n';
const given: Readonly<Record<string, string>> = {
  id: 'uplink-mtu-small',
  title: 'The uplink takes small frames only',
  why: 'Jumbo frames are lost.',
  command: '[ip, -j, link, show, dev, eth1]',
  reads: 'true',
  expect: '[{json: "$[0].mtu", at_least: 9000, message: too small}]',
};

/** One command step, with some of its keys changed; an empty one is left out. */
const step = (changes: Readonly<Record<string, string>> = {}): string =>
  Object.entries({ ...given, ...changes })
    .filter(([, value]) => value !== '')
    .map(([key, value], index) => `  ${index === 0 ? '-' : ' '} ${key}: ${value}\n`)
    .join('');

const expecting = (expectation: string): string => `${head}${step({ expect: `[${expectation}]` })}`;

/** Playbooks with one mistake in a command step. */
export const cases: readonly Broken[] = [
  { name: 'no mistake', text: `${head}${step()}`, messages: [] },
  {
    name: 'a mistyped key, read as it was meant, and a template',
    text: `${head}${step({ command: '[ip, -n, "{{router.namespce}}", link]', inn: 'router' })}`,
    messages: [
      "./mine.yaml:12:5: steps.0: unknown key 'inn'. Did you mean 'in' or 'id'?",
      "./mine.yaml:9:23: Unknown name 'router.namespce'. Did you mean 'router.namespace'?",
    ],
  },
  {
    name: 'a step that can only be read in part: what depends on it is no mistake',
    text: `${head}${step({ seconds: 'soon' })}${step({ id: 'later-one', after: '[uplink-mtu-small]', when: '{uplink-mtu-small: pass}' })}`,
    messages: ['./mine.yaml:12:14: steps.0.seconds: expected a number, got a text.'],
  },
  {
    name: 'a line for a shell',
    text: head + step({ command: 'ip link | grep mtu' }),
    messages: ['./mine.yaml:9:14: steps.0.command: write a list of words, not a shell line: [ip, link, |, grep, mtu].'],
  },
  {
    name: 'a shell with a line',
    text: head + step({ command: '[sh, -c, "ip link | grep mtu"]' }),
    messages: ["./mine.yaml:9:14: 'sh -c' runs a shell line: list the words of the command itself."],
  },
  {
    name: 'a shell behind another tool',
    text: head + step({ command: '[timeout, "5", /bin/bash, -ec, "rm x"]' }),
    messages: ["./mine.yaml:9:14: 'bash -c' runs a shell line: list the words of the command itself."],
  },
  {
    name: 'a command without words',
    text: head + step({ command: '[]' }),
    messages: ['./mine.yaml:9:14: steps.0.command: empty.'],
  },
  {
    name: 'a word that is a number',
    text: head + step({ command: '[sleep, 5]' }),
    messages: ['./mine.yaml:9:22: steps.0.command.1: expected a text, got a number.'],
  },
  {
    name: 'a command that changes the host: nft',
    text: head + step({ command: '[nft, flush, ruleset]' }),
    messages: ["./mine.yaml:9:14: 'nft … flush' changes the host: steps are read-only; move it to fix."],
  },
  {
    name: 'a command that changes the host: route',
    text: head + step({ command: '[route, del, default]' }),
    messages: ["./mine.yaml:9:14: 'route … del' changes the host: steps are read-only; move it to fix."],
  },
  {
    name: 'a command that changes the host: ifconfig',
    text: head + step({ command: '[ifconfig, eth0, down]' }),
    messages: ["./mine.yaml:9:14: 'ifconfig … down' changes the host: steps are read-only; move it to fix."],
  },
  {
    name: 'a command that changes the host: sudo',
    text: head + step({ command: '[sudo, -n, rm, x]' }),
    messages: ["./mine.yaml:9:14: 'rm' changes the host: steps are read-only; move it to fix."],
  },
  {
    name: 'a command that changes the host: cut short',
    text: head + step({ command: '[ip, r, d, default]' }),
    messages: ["./mine.yaml:9:14: 'ip … d' changes the host: steps are read-only; move it to fix."],
  },
  {
    name: 'a command that changes the host: in a namespace',
    text: head + step({ command: '[ip, netns, exec, n, ip, link, s, eth0, up]' }),
    messages: ["./mine.yaml:9:14: 'ip … s' changes the host: steps are read-only; move it to fix."],
  },
  {
    name: 'a command that changes the host: from a file',
    text: head + step({ command: '[ip, -batch, changes]' }),
    messages: ["./mine.yaml:9:14: 'ip … -batch' changes the host: steps are read-only; move it to fix."],
  },
  {
    name: 'a command that changes the host',
    text: head + step({ command: '[ip, link, set, eth1, up]' }),
    messages: ["./mine.yaml:9:14: 'ip … set' changes the host: steps are read-only; move it to fix."],
  },
  {
    name: 'a rule that is added',
    text: head + step({ command: '[iptables, -A, INPUT, -j, DROP]' }),
    messages: ["./mine.yaml:9:14: 'iptables … -A' changes the host: steps are read-only; move it to fix."],
  },
  {
    name: 'neither reading nor sending',
    text: head + step({ reads: '' }),
    messages: ['./mine.yaml:6:5: steps.0.reads: missing.'],
  },
  { name: 'no why', text: head + step({ why: '' }), messages: ['./mine.yaml:6:5: steps.0.why: missing.'] },
  { name: 'no id', text: head + step({ id: '' }), messages: ['./mine.yaml:6:5: steps.0.id: missing.'] },
  {
    name: 'an id of one word',
    text: head + step({ id: 'Mtu' }),
    messages: ['./mine.yaml:6:9: steps.0.id: not a valid id such as uplink-mtu-small.'],
  },
  {
    name: 'the id of a check',
    text: head + step({ id: 'port-dead-vlan' }),
    messages: ["./mine.yaml:6:9: Check 'port-dead-vlan' already exists."],
  },
  {
    name: 'two steps of one id',
    text: head + step() + step(),
    messages: ["./mine.yaml:12:9: Check 'uplink-mtu-small' already exists."],
  },
  {
    name: 'a place that there is not',
    text: head + step({ in: 'rooter' }),
    messages: ['./mine.yaml:12:9: steps.0.in: must be host or router or dhcp.'],
  },
  {
    name: 'a namespace that could be an option',
    text: head + step({ in: '{namespace: -all}' }),
    messages: ['./mine.yaml:12:21: steps.0.in.namespace: not a valid namespace name.'],
  },
  {
    name: 'a loop inside of routers',
    text: head + step({ in: 'router', for_each: 'networks' }),
    messages: ["./mine.yaml:13:15: 'in: router' runs once in each router already, without for_each."],
  },
  {
    name: 'too much time',
    text: head + step({ seconds: '3600' }),
    messages: ['./mine.yaml:12:14: steps.0.seconds: more than 60.'],
  },
  {
    name: 'a later step as a reason',
    text: head + step({ after: '[uplink-mtu-smal]' }),
    messages: [
      "./mine.yaml:12:13: 'uplink-mtu-smal' is not a layer, a check or an earlier step. Layers: platform, host-route, external-bridge, router, tap, vlan, overlay, dhcp, security, vm, metadata, floating-ip.",
    ],
  },
  {
    name: 'a condition on what is not known',
    text: head + step({ in: 'router', when: '{router.mod: legacy}' }),
    messages: ["./mine.yaml:13:12: Unknown name 'router.mod'. Did you mean 'router.mode' or 'router.id'?"],
  },
  {
    name: 'a template that does not end',
    text: head + step({ command: '[ip, link, show, "{{host.name"]' }),
    messages: ['./mine.yaml:9:31: Unbalanced braces in a template. Write {{name}}.'],
  },
  {
    name: 'a template of another place',
    text: head + step({ command: '[ip, link, show, "{{port.tap}}"]' }),
    messages: ["./mine.yaml:9:31: Unknown name 'port.tap'. Known names: host.name, vars.mtu."],
  },
  {
    name: 'a template of a mistyped variable',
    text: head + step({ command: '[ip, link, show, "{{vars.mtv}}"]' }),
    messages: ["./mine.yaml:9:31: Unknown name 'vars.mtv'. Did you mean 'vars.mtu'?"],
  },
  {
    name: 'a template for the tool',
    text: head + step({ command: '["{{vars.mtu}}"]' }),
    messages: ['./mine.yaml:9:15: The tool cannot be a template.'],
  },
  {
    name: 'an expectation of nothing',
    text: expecting('{message: wrong}'),
    messages: ['./mine.yaml:11:14: Nothing is expected: use exit, lines, number, json, contains, matches or equals.'],
  },
  {
    name: 'an expectation of two things',
    text: expecting('{lines: true, contains: x, at_least: 1, message: wrong}'),
    messages: ['./mine.yaml:11:14: One key per expectation, not lines and contains.'],
  },
  {
    name: 'an expectation without a message',
    text: expecting('{exit: 0}'),
    messages: ['./mine.yaml:11:14: steps.0.expect.0.message: missing.'],
  },
  {
    name: 'a number without a comparison',
    text: expecting('{lines: true, message: wrong}'),
    messages: ['./mine.yaml:11:14: lines: also needs equals, at_least or at_most.'],
  },
  {
    name: 'a regular expression that does not end',
    text: expecting('{matches: "mtu (", message: wrong}'),
    messages: [
      './mine.yaml:11:24: Not a valid RE2 regular expression: error parsing regexp: missing closing ): `(?m)mtu (`.',
    ],
  },
  {
    name: 'a regular expression that looks behind',
    text: expecting('{matches: "(?<=mtu )9000", message: wrong}'),
    messages: [
      './mine.yaml:11:24: Not a valid RE2 regular expression: error parsing regexp: invalid named capture: `(?<=mtu )9000`.',
    ],
  },
  {
    name: 'a number without parentheses',
    text: expecting('{number: "mtu", at_least: 5, message: wrong}'),
    messages: ['./mine.yaml:11:23: Put the number in parentheses: mtu (\\d+).'],
  },
  {
    name: 'a path that is none',
    text: expecting('{json: "$[0", message: wrong}'),
    messages: ["./mine.yaml:11:21: Not a valid RFC 9535 JSONPath: unclosed bracketed selection ('$[0':3)."],
  },
  {
    name: 'a path with a regular expression',
    text: expecting('{json: "$[?match(@.a, \'(a+)+\')]", message: wrong}'),
    messages: ["./mine.yaml:11:21: Not a valid RFC 9535 JSONPath: no such function 'match' ('$[?match(':3)."],
  },
  {
    name: 'a fix that is a line',
    text: head + step({ fix: '{summary: s, risk: safe, commands: [ip link], permanent: p}' }),
    messages: ['./mine.yaml:12:46: steps.0.fix.commands.0: expected a list, got a text.'],
  },
  {
    name: 'a fix without a risk',
    text: head + step({ fix: '{summary: s, commands: [[ip, link]], permanent: p}' }),
    messages: ['./mine.yaml:12:10: steps.0.fix.risk: missing.'],
  },
  {
    name: 'a capture with what only commands have',
    text: head + step({ command: '', reads: '', capture: '{device: eth1}', expect: '[{exit: 0, message: m}]' }),
    messages: ["./mine.yaml:9:21: 'exit' does not apply to a capture: use packets, json, contains, matches or equals."],
  },
  {
    name: 'a capture without a device',
    text: head + step({ command: '', reads: '', capture: '{filter: arp}' }),
    messages: ['./mine.yaml:10:14: steps.0.capture.device: missing.'],
  },
  {
    name: 'a filter that would be an option',
    text:
      head +
      step({
        command: '',
        reads: '',
        expect: '[{packets: true, at_least: 1, message: m}]',
        capture: '{device: eth1, filter: -w/etc/passwd}',
      }),
    messages: ['./mine.yaml:10:37: steps.0.capture.filter: it would be read as an option.'],
  },
  {
    name: 'a probe that is not known',
    text: head + step({ command: '', reads: '', probe: 'bootp' }),
    messages: ['./mine.yaml:10:12: steps.0.probe: must be dhcp.'],
  },
  {
    name: 'a TCP probe without a port',
    text: head + step({ command: '', reads: '', probe: '{tcp: 10.0.0.53}' }),
    messages: ['./mine.yaml:10:12: steps.0.probe.port: missing.'],
  },
  {
    name: 'a probe of DHCP on the host',
    text:
      head +
      step({ command: '', reads: '', expect: '[{answered: true, message: m}]', probe: 'dhcp', for_each: 'vm-ports' }),
    messages: ['./mine.yaml:11:15: This probe runs once for each dhcp, without for_each.'],
  },
  {
    name: 'a probe with a template of another place',
    text:
      head +
      step({ command: '', reads: '', expect: '[{answered: true, message: m}]', probe: '{ping: "{{router.gateway}}"}' }),
    messages: ["./mine.yaml:10:19: Unknown name 'router.gateway'. Known names: host.name, vars.mtu."],
  },
  {
    name: 'a command that is asked whether it was answered',
    text: expecting('{answered: true, message: m}'),
    messages: [
      "./mine.yaml:11:25: 'answered' does not apply to a command: use exit, lines, number, json, contains, matches or equals.",
    ],
  },
  {
    name: 'a condition on what comes later',
    text: head + step({ when: '{uplink-mtu-small: pass}' }),
    messages: ["./mine.yaml:12:12: Nothing that runs earlier is called 'uplink-mtu-small'. See qdoctor playbook show."],
  },
  {
    name: 'a condition on what is no verdict',
    text: head + step() + step({ id: 'other-of-ours', when: '{uplink-mtu-small: good}' }),
    messages: ["./mine.yaml:18:30: 'good' is not a verdict. Allowed: pass, warn, fail, unknown, skipped."],
  },
];
