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
  { name: 'no mistake', text: `${head}${step()}`, told: [] },
  {
    name: 'a line for a shell',
    text: head + step({ command: 'ip link | grep mtu' }),
    told: [
      './mine.yaml:9:14: steps.0.command: a command is a list of words, never a line for a shell: [ip, link, |, grep, mtu].',
    ],
  },
  {
    name: 'a shell with a line',
    text: head + step({ command: '[sh, -c, "ip link | grep mtu"]' }),
    told: ["./mine.yaml:9:14: 'sh -c' runs a shell line: write the command itself, word by word."],
  },
  {
    name: 'a shell behind another tool',
    text: head + step({ command: '[timeout, "5", /bin/bash, -ec, "rm x"]' }),
    told: ["./mine.yaml:9:14: 'bash -c' runs a shell line: write the command itself, word by word."],
  },
  {
    name: 'a command without words',
    text: head + step({ command: '[]' }),
    told: ['./mine.yaml:9:14: steps.0.command: it is empty.'],
  },
  {
    name: 'a word that is a number',
    text: head + step({ command: '[sleep, 5]' }),
    told: ['./mine.yaml:9:22: steps.0.command.1: this is a number, not a text.'],
  },
  {
    name: 'a command that changes the host',
    text: head + step({ command: '[ip, link, set, eth1, up]' }),
    told: ["./mine.yaml:9:14: 'ip … set' changes the host: a step only looks, put it into its fix."],
  },
  {
    name: 'a rule that is added',
    text: head + step({ command: '[iptables, -A, INPUT, -j, DROP]' }),
    told: ["./mine.yaml:9:14: 'iptables … -A' changes the host: a step only looks, put it into its fix."],
  },
  {
    name: 'neither reading nor sending',
    text: head + step({ reads: '' }),
    told: ['./mine.yaml:6:5: steps.0.reads: it is missing.'],
  },
  { name: 'no why', text: head + step({ why: '' }), told: ['./mine.yaml:6:5: steps.0.why: it is missing.'] },
  { name: 'no id', text: head + step({ id: '' }), told: ['./mine.yaml:6:5: steps.0.id: it is missing.'] },
  {
    name: 'an id of one word',
    text: head + step({ id: 'Mtu' }),
    told: ['./mine.yaml:6:9: steps.0.id: this is no id such as uplink-mtu-small.'],
  },
  {
    name: 'the id of a check',
    text: head + step({ id: 'port-dead-vlan' }),
    told: ["./mine.yaml:6:9: There is a check 'port-dead-vlan' already."],
  },
  {
    name: 'two steps of one id',
    text: head + step() + step(),
    told: ["./mine.yaml:12:9: There is a check 'uplink-mtu-small' already."],
  },
  {
    name: 'a place that there is not',
    text: head + step({ in: 'rooter' }),
    told: ['./mine.yaml:12:9: steps.0.in: it can be host or router or dhcp only.'],
  },
  {
    name: 'a namespace that could be an option',
    text: head + step({ in: '{namespace: -all}' }),
    told: ['./mine.yaml:12:21: steps.0.in.namespace: this is no name of a namespace.'],
  },
  {
    name: 'a loop inside of routers',
    text: head + step({ in: 'router', for_each: 'networks' }),
    told: ["./mine.yaml:13:15: 'in: router' runs once in each router already, without for_each."],
  },
  {
    name: 'too much time',
    text: head + step({ seconds: '3600' }),
    told: ['./mine.yaml:12:14: steps.0.seconds: it is more than 60.'],
  },
  {
    name: 'a later step as a reason',
    text: head + step({ after: '[uplink-mtu-smal]' }),
    told: [
      "./mine.yaml:12:13: 'uplink-mtu-smal' is no layer, no check and no earlier step. The layers are platform, host-route, external-bridge, router, tap, vlan, overlay, dhcp, security, vm, metadata, floating-ip.",
    ],
  },
  {
    name: 'a condition on what is not known',
    text: head + step({ in: 'router', when: '{router.mod: legacy}' }),
    told: ["./mine.yaml:13:12: There is no 'router.mod' here. Do you mean router.mode or router.id?"],
  },
  {
    name: 'a template that does not end',
    text: head + step({ command: '[ip, link, show, "{{host.name"]' }),
    told: ['./mine.yaml:9:31: The braces of this template do not match: it is {{name}}.'],
  },
  {
    name: 'a template of another place',
    text: head + step({ command: '[ip, link, show, "{{port.tap}}"]' }),
    told: ["./mine.yaml:9:31: There is no 'port.tap' here. The names here are host.name, vars.mtu."],
  },
  {
    name: 'a template of a mistyped variable',
    text: head + step({ command: '[ip, link, show, "{{vars.mtv}}"]' }),
    told: ["./mine.yaml:9:31: There is no 'vars.mtv' here. Do you mean vars.mtu?"],
  },
  {
    name: 'a template for the tool',
    text: head + step({ command: '["{{vars.mtu}}"]' }),
    told: ['./mine.yaml:9:15: The tool itself can be no template.'],
  },
  {
    name: 'an expectation of nothing',
    text: expecting('{message: wrong}'),
    told: ['./mine.yaml:11:14: This expects nothing: say exit, lines, number, json, contains, matches or equals.'],
  },
  {
    name: 'an expectation of two things',
    text: expecting('{lines: true, contains: x, at_least: 1, message: wrong}'),
    told: ['./mine.yaml:11:14: One expectation is about one thing, not about lines and contains.'],
  },
  {
    name: 'an expectation without a message',
    text: expecting('{exit: 0}'),
    told: ['./mine.yaml:11:14: steps.0.expect.0.message: it is missing.'],
  },
  {
    name: 'a number without a comparison',
    text: expecting('{lines: true, message: wrong}'),
    told: ['./mine.yaml:11:14: lines: say equals, at_least or at_most too.'],
  },
  {
    name: 'a regular expression that does not end',
    text: expecting('{matches: "mtu (", message: wrong}'),
    told: [
      './mine.yaml:11:24: This is no regular expression of RE2: error parsing regexp: missing closing ): `(?m)mtu (`.',
    ],
  },
  {
    name: 'a regular expression that looks behind',
    text: expecting('{matches: "(?<=mtu )9000", message: wrong}'),
    told: [
      './mine.yaml:11:24: This is no regular expression of RE2: error parsing regexp: invalid named capture: `(?<=mtu )9000`.',
    ],
  },
  {
    name: 'a number without parentheses',
    text: expecting('{number: "mtu", at_least: 5, message: wrong}'),
    told: ['./mine.yaml:11:23: Put the number in parentheses, as in mtu (\\d+).'],
  },
  {
    name: 'a path that is none',
    text: expecting('{json: "$[0", message: wrong}'),
    told: ["./mine.yaml:11:21: This is no JSONPath of RFC 9535: unclosed bracketed selection ('$[0':3)."],
  },
  {
    name: 'a path with a regular expression',
    text: expecting('{json: "$[?match(@.a, \'(a+)+\')]", message: wrong}'),
    told: ["./mine.yaml:11:21: This is no JSONPath of RFC 9535: no such function 'match' ('$[?match(':3)."],
  },
  {
    name: 'a fix that is a line',
    text: head + step({ fix: '{summary: s, risk: safe, commands: [ip link], permanent: p}' }),
    told: ['./mine.yaml:12:46: steps.0.fix.commands.0: this is a text, not a list.'],
  },
  {
    name: 'a fix without a risk',
    text: head + step({ fix: '{summary: s, commands: [[ip, link]], permanent: p}' }),
    told: ['./mine.yaml:12:10: steps.0.fix.risk: it is missing.'],
  },
  {
    name: 'a capture with what only commands have',
    text: head + step({ command: '', reads: '', capture: '{device: eth1}', expect: '[{exit: 0, message: m}]' }),
    told: ['./mine.yaml:9:21: A capture has no exit: say packets, json, contains, matches or equals.'],
  },
  {
    name: 'a capture without a device',
    text: head + step({ command: '', reads: '', capture: '{filter: arp}' }),
    told: ['./mine.yaml:10:14: steps.0.capture.device: it is missing.'],
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
    told: ['./mine.yaml:10:37: steps.0.capture.filter: this would be an option.'],
  },
  {
    name: 'a probe that is not known',
    text: head + step({ command: '', reads: '', probe: 'bootp' }),
    told: ['./mine.yaml:10:12: steps.0.probe: it can be dhcp only.'],
  },
  {
    name: 'a TCP probe without a port',
    text: head + step({ command: '', reads: '', probe: '{tcp: 10.0.0.53}' }),
    told: ['./mine.yaml:10:12: steps.0.probe.port: it is missing.'],
  },
  {
    name: 'a probe of DHCP on the host',
    text:
      head +
      step({ command: '', reads: '', expect: '[{answered: true, message: m}]', probe: 'dhcp', for_each: 'vm-ports' }),
    told: ['./mine.yaml:11:15: This probe runs once for each dhcp, without for_each.'],
  },
  {
    name: 'a probe with a template of another place',
    text:
      head +
      step({ command: '', reads: '', expect: '[{answered: true, message: m}]', probe: '{ping: "{{router.gateway}}"}' }),
    told: ["./mine.yaml:10:19: There is no 'router.gateway' here. The names here are host.name, vars.mtu."],
  },
  {
    name: 'a command that is asked whether it was answered',
    text: expecting('{answered: true, message: m}'),
    told: ['./mine.yaml:11:25: A command has no answered: say exit, lines, number, json, contains, matches or equals.'],
  },
  {
    name: 'a condition on what comes later',
    text: head + step({ when: '{uplink-mtu-small: pass}' }),
    told: ['./mine.yaml:12:12: Nothing that runs before this is \'uplink-mtu-small\'. See "qdoctor playbook show".'],
  },
  {
    name: 'a condition on what is no verdict',
    text: head + step() + step({ id: 'other-of-ours', when: '{uplink-mtu-small: good}' }),
    told: ["./mine.yaml:18:30: 'good' is no verdict. It is pass, warn, fail, unknown, skipped."],
  },
];
