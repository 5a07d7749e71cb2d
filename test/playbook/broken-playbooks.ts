/** A playbook with one mistake, and what a user is told of it. */
export interface Broken {
  readonly name: string;
  readonly text: string | Buffer;
  /** What stands beside it. */
  readonly others?: Readonly<Record<string, string>>;
  /** Line by line, as `qdoctor playbook lint` prints them. */
  readonly messages: readonly string[];
}

const head = 'version: 1\ntitle: Mine\n';
const steps = 'steps:\n  - check: dhcp\n';
const good = `${head}${steps}`;
const suppress = (lines: string) => `${good}suppress:\n  - ${lines.replaceAll('\n', '\n    ')}\n`;

const multiplying = 'bcdefghi'.split('').map((name, index) => {
  const before = 'abcdefghi'[index];
  return `${name}: &${name} [${Array.from({ length: 9 }, () => `*${before}`).join(', ')}]`;
});

export const filesOf = ({ text, others = {} }: Broken): Readonly<Record<string, string | Buffer>> => ({
  ...others,
  'mine.yaml': text,
});

export const cases: readonly Broken[] = [
  { name: 'an empty file', text: '', messages: ['./mine.yaml:1:1: The playbook: expected a map, got nothing.'] },
  { name: 'a list', text: '- check: dhcp\n', messages: ['./mine.yaml:1:1: The playbook: expected a map, got a list.'] },
  { name: 'no title', text: `version: 1\n${steps}`, messages: ['./mine.yaml:1:1: title: missing.'] },
  {
    name: 'a title that is a number',
    text: `version: 1\ntitle: 5\n${steps}`,
    messages: ['./mine.yaml:2:8: title: expected a text, got a number.'],
  },
  {
    name: 'another version',
    text: `version: 2\ntitle: Mine\n${steps}`,
    messages: ['./mine.yaml:1:10: version: must be 1.'],
  },
  {
    name: 'a key that is mistyped',
    text: `${good}descripton: what it does\n`,
    messages: ["./mine.yaml:5:1: The playbook: unknown key 'descripton'. Did you mean 'description'?"],
  },
  {
    name: 'a key that is like no other',
    text: `${good}colour: red\n`,
    messages: [
      "./mine.yaml:5:1: The playbook: unknown key 'colour'. Allowed keys: version, title, symptom, description, include, passive, ask, vars, secrets, steps, conclude, suppress, tests.",
    ],
  },
  {
    name: 'two keys that are not known',
    text: `${good}colour: red\nshape: round\n`,
    messages: [
      "./mine.yaml:5:1: The playbook: unknown key 'colour'. Allowed keys: version, title, symptom, description, include, passive, ask, vars, secrets, steps, conclude, suppress, tests.",
      "./mine.yaml:6:1: The playbook: unknown key 'shape'. Allowed keys: version, title, symptom, description, include, passive, ask, vars, secrets, steps, conclude, suppress, tests.",
    ],
  },
  {
    name: 'a merge key',
    text: `${head}x: &x {title: Yours}\n<<: *x\n${steps}`,
    messages: [
      "./mine.yaml:3:1: The playbook: unknown key 'x'. Allowed keys: version, title, symptom, description, include, passive, ask, vars, secrets, steps, conclude, suppress, tests.",
      "./mine.yaml:4:1: The playbook: unknown key '<<'. Allowed keys: version, title, symptom, description, include, passive, ask, vars, secrets, steps, conclude, suppress, tests.",
    ],
  },
  {
    name: 'a key of JavaScript',
    text: `${good}__proto__: {polluted: 1}\n`,
    messages: [
      "./mine.yaml:5:1: The playbook: unknown key '__proto__'. Allowed keys: version, title, symptom, description, include, passive, ask, vars, secrets, steps, conclude, suppress, tests.",
    ],
  },
  { name: 'no steps', text: head, messages: ['./mine.yaml:1:1: steps: missing.'] },
  {
    name: 'steps that are a text',
    text: `${head}steps: dhcp\n`,
    messages: ['./mine.yaml:3:8: steps: expected a list, got a text.'],
  },
  { name: 'a list of no steps', text: `${head}steps: []\n`, messages: ['./mine.yaml:3:8: steps: empty.'] },
  {
    name: 'a step that is a word',
    text: `${head}steps:\n  - dhcp\n`,
    messages: ['./mine.yaml:4:5: steps.0: expected a map, got a text.'],
  },
  {
    name: 'a step without a check',
    text: `${good}  - severity: error\n`,
    messages: ['./mine.yaml:5:5: steps.1.check: missing.'],
  },
  {
    name: 'a key of a step that is mistyped',
    text: `${good}    severty: error\n`,
    messages: ["./mine.yaml:5:5: steps.0: unknown key 'severty'. Did you mean 'severity'?"],
  },
  {
    name: 'a severity that there is not',
    text: `${good}    severity: fatal\n`,
    messages: ['./mine.yaml:5:15: steps.0.severity: must be error or warning.'],
  },
  {
    name: 'a layer that is mistyped',
    text: `${head}steps:\n  - check: dhpc\n`,
    messages: ["./mine.yaml:4:12: 'dhpc' is not a layer or a check. Did you mean 'dhcp'?"],
  },
  {
    name: 'a check that is mistyped',
    text: `${good}  - check: port-dead-vlna\n`,
    messages: ["./mine.yaml:5:12: 'port-dead-vlna' is not a layer or a check. Did you mean 'port-dead-vlan'?"],
  },
  {
    name: 'two steps of one check',
    text: `${good}  - check: vlan\n  - check: dhcp\n`,
    messages: ["./mine.yaml:6:12: 'dhcp' is already listed as steps.0."],
  },
  {
    name: 'two mistakes',
    text: `${head}steps:\n  - check: 5\n  - chek: dhcp\n`,
    messages: [
      './mine.yaml:4:12: steps.0.check: expected a text, got a number.',
      './mine.yaml:5:5: steps.1.check: missing.',
      "./mine.yaml:5:5: steps.1: unknown key 'chek'. Did you mean 'check'?",
    ],
  },
  {
    name: 'mistakes in shape and in meaning',
    text: `version: 2\ntitle: Mine\nsteps:\n  - check: 5\n  - check: dhcq\nsuppress:\n  - {check: nonsense, subject: any, reason: why, until: 2199-01-31}\nconclude:\n  - {say: "{{vars.x}}", when: {vlan: fail}}\n`,
    messages: [
      './mine.yaml:1:10: version: must be 1.',
      './mine.yaml:4:12: steps.0.check: expected a text, got a number.',
      "./mine.yaml:5:12: 'dhcq' is not a layer or a check. Did you mean 'dhcp'?",
      "./mine.yaml:7:13: Unknown check 'nonsense'. See qdoctor checks.",
      "./mine.yaml:9:11: Unknown name 'vars.x'. Known names: host.name.",
    ],
  },
  {
    name: 'a tab for an indentation',
    text: `${head}steps:\n\t- check: dhcp\n`,
    messages: ['./mine.yaml:4:1: Tabs are not allowed as indentation.'],
  },
  {
    name: 'a quote that does not end',
    text: `${head}steps:\n  - check: "dhcp\n`,
    messages: ['./mine.yaml:5:1: Missing closing "quote.'],
  },
  { name: 'a key twice', text: `title: One\n${good}`, messages: ['./mine.yaml:3:1: Map keys must be unique.'] },
  {
    name: 'two documents',
    text: `${good}---\n${good}`,
    messages: ['./mine.yaml:5:1: Source contains multiple documents; please use YAML.parseAllDocuments().'],
  },
  {
    name: 'a tag of an application',
    text: `${head}steps: !!js/function 'x'\n`,
    messages: ['./mine.yaml:3:8: Unresolved tag: tag:yaml.org,2002:js/function.'],
  },
  {
    name: 'an alias that leads nowhere',
    text: `${head}steps:\n  - *nobody\n`,
    messages: ['./mine.yaml:1:1: Unresolved alias (the anchor must be set before the alias): nobody.'],
  },
  {
    name: 'an anchor that holds itself',
    text: `${head}steps: &steps\n  - *steps\n`,
    messages: ['./mine.yaml:4:5: Recursive alias.'],
  },
  {
    name: 'aliases that multiply without end',
    text: `a: &a [x]\n${multiplying.join('\n')}\n${good}`,
    messages: ['./mine.yaml:1:1: Excessive alias count indicates a resource exhaustion attack.'],
  },
  {
    name: 'brackets without end',
    text: `${head}steps: ${'['.repeat(100_000)}\n`,
    messages: ['./mine.yaml:3:48: Nesting is deeper than 40.'],
  },
  {
    name: 'dashes without end',
    text: `${head}steps:\n  ${'- '.repeat(100_000)}\n`,
    messages: ['./mine.yaml:4:1: Nesting is deeper than 40.'],
  },
  {
    name: 'text that is no UTF-8',
    text: Buffer.from(`${head}# caf\xe9\n${steps}`, 'latin1'),
    messages: ['./mine.yaml:3:6: Not valid UTF-8. Save the file as UTF-8.'],
  },
  {
    name: 'control characters',
    text: 'version: 1\u0000\u0001\n',
    messages: [
      './mine.yaml:1:10: version: must be 1.',
      './mine.yaml:1:1: title: missing.',
      './mine.yaml:1:1: steps: missing.',
    ],
  },
  {
    name: 'ten megabytes',
    text: `${good}# ${'x'.repeat(10_000_000)}\n`,
    messages: ['Cannot read playbook ./mine.yaml: it has 10000049 bytes (limit: 262144).'],
  },
  {
    name: 'an include that is not there',
    text: `${head}include: [./other.yaml]\n${steps}`,
    messages: ['./mine.yaml:3:11: Cannot read playbook ./other.yaml: no such file or folder.'],
  },
  {
    name: 'an include by a mistyped name',
    text: `${head}include: [no-adress]\n${steps}`,
    messages: [
      "./mine.yaml:3:11: Unknown playbook 'no-adress'. Did you mean no-address? Available: after-reboot, floating-ip, full, metadata, no-address, no-outside, quick, unreachable-from-host; custom ones by path.",
    ],
  },
  {
    name: 'an include of itself',
    text: `${head}include: [./mine.yaml]\n${steps}`,
    messages: ['./mine.yaml:3:11: Include cycle: ./mine.yaml → ./mine.yaml.'],
  },
  {
    name: 'a circle of includes',
    text: `${head}include: [./other.yaml]\n${steps}`,
    others: { 'other.yaml': `${head}include:\n  - ./mine.yaml\n${steps}` },
    messages: ['./other.yaml:4:5: Include cycle: ./mine.yaml → ./other.yaml → ./mine.yaml.'],
  },
  {
    name: 'a mistake in what is included',
    text: `${head}include: [./other.yaml]\n${steps}`,
    others: { 'other.yaml': `${head}steps:\n  - check: dhcq\n` },
    messages: ["./other.yaml:4:12: 'dhcq' is not a layer or a check. Did you mean 'dhcp'?"],
  },
  {
    name: 'a date that there is not',
    text: suppress('check: port-dead-vlan\nsubject: any\nreason: why\nuntil: 2027-02-30'),
    messages: ['./mine.yaml:9:12: suppress.0.until: not a date such as 2027-01-31.'],
  },
  {
    name: 'a suppression without a reason',
    text: suppress('check: port-dead-vlan\nsubject: any\nuntil: 2199-01-31'),
    messages: ['./mine.yaml:6:5: suppress.0.reason: missing.'],
  },
  {
    name: 'a suppression of a layer',
    text: suppress('check: dhcp\nsubject: any\nreason: why\nuntil: 2199-01-31'),
    messages: [
      "./mine.yaml:6:12: Unknown check 'dhcp'. Did you mean 'dhcp-agent-not-running' or 'dhcp-agent-frozen' or 'dhcp-port-missing'?",
    ],
  },
  {
    name: 'a suppression that is over',
    text: suppress('check: port-dead-vlan\nsubject: any\nreason: why\nuntil: 2020-01-31'),
    messages: ['./mine.yaml:9:12: The suppression of port-dead-vlan expired on 2020-01-31; its findings count again.'],
  },
  {
    name: 'a test of a fault that the lab does not know',
    text: `${good}tests:\n  - {fault: dhcp-no-ofer, roots: [dhcp-offer-missing]}\n`,
    messages: ["./mine.yaml:6:13: Unknown fault 'dhcp-no-ofer'. Did you mean 'dhcp-no-offer'?"],
  },
  {
    name: 'a test of a fault in a layout that does not have it',
    text: `${good}tests:\n  - {fault: metadata-route-not-told, layout: folsom, roots: []}\n`,
    messages: [
      "./mine.yaml:6:13: Fault 'metadata-route-not-told' is not available in layout folsom. Use layout: neutron.",
    ],
  },
  {
    name: 'a test that expects a check that there is not',
    text: `${good}tests:\n  - {fault: none, roots: [dhcp-ofer-missing]}\n`,
    messages: [
      "./mine.yaml:6:27: Unknown check 'dhcp-ofer-missing'. Did you mean 'dhcp-offer-missing' or 'dhcp-port-missing' or 'dhcp-host-entry-missing'?",
    ],
  },
  {
    name: 'a test that sets a variable that there is not',
    text: `${good}tests:\n  - {fault: none, set: {mtu: 1500}, roots: []}\n`,
    messages: ["./mine.yaml:6:25: The playbook has no variable 'mtu'. It has no variables."],
  },
  {
    name: 'a test that expects nothing, nor that nothing is found',
    text: `${good}tests:\n  - {fault: none}\n`,
    messages: ['./mine.yaml:6:5: tests.0.roots: missing.'],
  },
  {
    name: 'a conclusion from what the playbook does not run',
    text: `${good}conclude:\n  - {say: x, when: {not: {any: [{vlan: fail}, {dhcp: fail}]}}}\n`,
    messages: ["./mine.yaml:6:34: Nothing that runs earlier is called 'vlan'. See qdoctor playbook show."],
  },
  {
    name: 'a conclusion from what is no verdict',
    text: `${good}conclude:\n  - {say: x, when: {dhcp: failed}}\n`,
    messages: ['./mine.yaml:6:27: conclude.0.when.dhcp: must be pass or warn or fail or unknown or skipped.'],
  },
  {
    name: 'a conclusion with a template of a place',
    text: `${good}conclude:\n  - {say: "{{port.mac}}"}\n`,
    messages: ["./mine.yaml:6:11: Unknown name 'port.mac'. Known names: host.name."],
  },
  {
    name: 'a question about what there is not',
    text: `${good}ask:\n  - {for: subnet}\n`,
    messages: ['./mine.yaml:6:11: ask.0.for: must be network or router or port.'],
  },
  {
    name: 'a question without its words',
    text: `${good}ask:\n  - {set: mtu}\n`,
    messages: ['./mine.yaml:6:5: ask.0.question: missing.'],
  },
  {
    name: 'a condition that is a part of itself',
    text: `${good}conclude:\n  - say: x\n    when: &a {all: [{dhcp: fail}, {not: *a}]}\n`,
    messages: ['./mine.yaml:7:41: Recursive alias.'],
  },
];
