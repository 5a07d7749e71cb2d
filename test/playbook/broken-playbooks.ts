/** A playbook with one mistake, and what a user is told of it. */
export interface Broken {
  readonly name: string;
  readonly text: string | Buffer;
  /** What stands beside it. */
  readonly others?: Readonly<Record<string, string>>;
  /** Line by line, as `qdoctor playbook lint` prints them. */
  readonly told: readonly string[];
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
  { name: 'an empty file', text: '', told: ['./mine.yaml:1:1: The playbook: this is nothing, not a map.'] },
  { name: 'a list', text: '- check: dhcp\n', told: ['./mine.yaml:1:1: The playbook: this is a list, not a map.'] },
  { name: 'no title', text: `version: 1\n${steps}`, told: ['./mine.yaml:1:1: title: it is missing.'] },
  {
    name: 'a title that is a number',
    text: `version: 1\ntitle: 5\n${steps}`,
    told: ['./mine.yaml:2:8: title: this is a number, not a text.'],
  },
  {
    name: 'another version',
    text: `version: 2\ntitle: Mine\n${steps}`,
    told: ['./mine.yaml:1:10: version: it can be 1 only.'],
  },
  {
    name: 'a key that is mistyped',
    text: `${good}descripton: what it does\n`,
    told: ["./mine.yaml:5:1: The playbook: there is no key 'descripton'. Do you mean description?"],
  },
  {
    name: 'a key that is like no other',
    text: `${good}colour: red\n`,
    told: [
      "./mine.yaml:5:1: The playbook: there is no key 'colour'. The keys here are version, title, symptom, description, include, passive, ask, vars, steps, conclude, suppress, tests.",
    ],
  },
  {
    name: 'two keys that are not known',
    text: `${good}colour: red\nshape: round\n`,
    told: [
      "./mine.yaml:5:1: The playbook: there is no key 'colour'. The keys here are version, title, symptom, description, include, passive, ask, vars, steps, conclude, suppress, tests.",
      "./mine.yaml:6:1: The playbook: there is no key 'shape'. The keys here are version, title, symptom, description, include, passive, ask, vars, steps, conclude, suppress, tests.",
    ],
  },
  {
    name: 'a merge key',
    text: `${head}x: &x {title: Yours}\n<<: *x\n${steps}`,
    told: [
      "./mine.yaml:3:1: The playbook: there is no key 'x'. The keys here are version, title, symptom, description, include, passive, ask, vars, steps, conclude, suppress, tests.",
      "./mine.yaml:4:1: The playbook: there is no key '<<'. The keys here are version, title, symptom, description, include, passive, ask, vars, steps, conclude, suppress, tests.",
    ],
  },
  {
    name: 'a key of JavaScript',
    text: `${good}__proto__: {polluted: 1}\n`,
    told: [
      "./mine.yaml:5:1: The playbook: there is no key '__proto__'. The keys here are version, title, symptom, description, include, passive, ask, vars, steps, conclude, suppress, tests.",
    ],
  },
  { name: 'no steps', text: head, told: ['./mine.yaml:1:1: steps: it is missing.'] },
  {
    name: 'steps that are a text',
    text: `${head}steps: dhcp\n`,
    told: ['./mine.yaml:3:8: steps: this is a text, not a list.'],
  },
  { name: 'a list of no steps', text: `${head}steps: []\n`, told: ['./mine.yaml:3:8: steps: it is empty.'] },
  {
    name: 'a step that is a word',
    text: `${head}steps:\n  - dhcp\n`,
    told: ['./mine.yaml:4:5: steps.0: this is a text, not a map.'],
  },
  {
    name: 'a step without a check',
    text: `${good}  - severity: error\n`,
    told: ['./mine.yaml:5:5: steps.1.check: it is missing.'],
  },
  {
    name: 'a key of a step that is mistyped',
    text: `${good}    severty: error\n`,
    told: ["./mine.yaml:5:5: steps.0: there is no key 'severty'. Do you mean severity?"],
  },
  {
    name: 'a severity that there is not',
    text: `${good}    severity: fatal\n`,
    told: ['./mine.yaml:5:15: steps.0.severity: it can be error or warning only.'],
  },
  {
    name: 'a layer that is mistyped',
    text: `${head}steps:\n  - check: dhpc\n`,
    told: ["./mine.yaml:4:12: 'dhpc' is neither a layer nor a check. Do you mean dhcp?"],
  },
  {
    name: 'a check that is mistyped',
    text: `${good}  - check: port-dead-vlna\n`,
    told: ["./mine.yaml:5:12: 'port-dead-vlna' is neither a layer nor a check. Do you mean port-dead-vlan?"],
  },
  {
    name: 'two steps of one check',
    text: `${good}  - check: vlan\n  - check: dhcp\n`,
    told: ["./mine.yaml:6:12: 'dhcp' is steps.0 already."],
  },
  {
    name: 'two mistakes',
    text: `${head}steps:\n  - check: 5\n  - chek: dhcp\n`,
    told: [
      './mine.yaml:4:12: steps.0.check: this is a number, not a text.',
      './mine.yaml:5:5: steps.1.check: it is missing.',
      "./mine.yaml:5:5: steps.1: there is no key 'chek'. Do you mean check?",
    ],
  },
  {
    name: 'a tab for an indentation',
    text: `${head}steps:\n\t- check: dhcp\n`,
    told: ['./mine.yaml:4:1: Tabs are not allowed as indentation.'],
  },
  {
    name: 'a quote that does not end',
    text: `${head}steps:\n  - check: "dhcp\n`,
    told: ['./mine.yaml:5:1: Missing closing "quote.'],
  },
  { name: 'a key twice', text: `title: One\n${good}`, told: ['./mine.yaml:3:1: Map keys must be unique.'] },
  {
    name: 'two documents',
    text: `${good}---\n${good}`,
    told: ['./mine.yaml:5:1: Source contains multiple documents; please use YAML.parseAllDocuments().'],
  },
  {
    name: 'a tag of an application',
    text: `${head}steps: !!js/function 'x'\n`,
    told: ['./mine.yaml:3:8: Unresolved tag: tag:yaml.org,2002:js/function.'],
  },
  {
    name: 'an alias that leads nowhere',
    text: `${head}steps:\n  - *nobody\n`,
    told: ['./mine.yaml:1:1: Unresolved alias (the anchor must be set before the alias): nobody.'],
  },
  {
    name: 'an anchor that holds itself',
    text: `${head}steps: &steps\n  - *steps\n`,
    told: ['./mine.yaml:4:5: This alias stands for what it is a part of.'],
  },
  {
    name: 'aliases that multiply without end',
    text: `a: &a [x]\n${multiplying.join('\n')}\n${good}`,
    told: ['./mine.yaml:1:1: Excessive alias count indicates a resource exhaustion attack.'],
  },
  {
    name: 'brackets without end',
    text: `${head}steps: ${'['.repeat(100_000)}\n`,
    told: ['./mine.yaml:3:48: It is nested deeper than 40.'],
  },
  {
    name: 'dashes without end',
    text: `${head}steps:\n  ${'- '.repeat(100_000)}\n`,
    told: ['./mine.yaml:4:1: It is nested deeper than 40.'],
  },
  {
    name: 'text that is no UTF-8',
    text: Buffer.from(`${head}# caf\xe9\n${steps}`, 'latin1'),
    told: ['./mine.yaml:3:6: This is no UTF-8 text. Save the file as UTF-8.'],
  },
  {
    name: 'control characters',
    text: 'version: 1\u0000\u0001\n',
    told: [
      './mine.yaml:1:10: version: it can be 1 only.',
      './mine.yaml:1:1: title: it is missing.',
      './mine.yaml:1:1: steps: it is missing.',
    ],
  },
  {
    name: 'ten megabytes',
    text: `${good}# ${'x'.repeat(10_000_000)}\n`,
    told: ["Playbook ./mine.yaml can't be read. It has 10000049 bytes, and a playbook at most 262144."],
  },
  {
    name: 'an include that is not there',
    text: `${head}include: [./other.yaml]\n${steps}`,
    told: ["./mine.yaml:3:11: Playbook ./other.yaml can't be read. Check the path."],
  },
  {
    name: 'an include by a mistyped name',
    text: `${head}include: [no-adress]\n${steps}`,
    told: [
      "./mine.yaml:3:11: There is no playbook 'no-adress'. Do you mean no-address? There are: after-reboot, floating-ip, full, metadata, no-address, no-outside, quick, unreachable-from-host. One of your own is named by its path.",
    ],
  },
  {
    name: 'an include of itself',
    text: `${head}include: [./mine.yaml]\n${steps}`,
    told: ['./mine.yaml:3:11: This leads back to where it began: ./mine.yaml includes ./mine.yaml.'],
  },
  {
    name: 'a circle of includes',
    text: `${head}include: [./other.yaml]\n${steps}`,
    others: { 'other.yaml': `${head}include:\n  - ./mine.yaml\n${steps}` },
    told: [
      './other.yaml:4:5: This leads back to where it began: ./mine.yaml includes ./other.yaml includes ./mine.yaml.',
    ],
  },
  {
    name: 'a mistake in what is included',
    text: `${head}include: [./other.yaml]\n${steps}`,
    others: { 'other.yaml': `${head}steps:\n  - check: dhcq\n` },
    told: ["./other.yaml:4:12: 'dhcq' is neither a layer nor a check. Do you mean dhcp?"],
  },
  {
    name: 'a date that there is not',
    text: suppress('check: port-dead-vlan\nsubject: any\nreason: why\nuntil: 2027-02-30'),
    told: ['./mine.yaml:9:12: suppress.0.until: this is no date such as 2027-01-31.'],
  },
  {
    name: 'a suppression without a reason',
    text: suppress('check: port-dead-vlan\nsubject: any\nuntil: 2199-01-31'),
    told: ['./mine.yaml:6:5: suppress.0.reason: it is missing.'],
  },
  {
    name: 'a suppression of a layer',
    text: suppress('check: dhcp\nsubject: any\nreason: why\nuntil: 2199-01-31'),
    told: [
      "./mine.yaml:6:12: There is no check 'dhcp'. Do you mean dhcp-agent-not-running or dhcp-agent-frozen or dhcp-port-missing?",
    ],
  },
  {
    name: 'a suppression that is over',
    text: suppress('check: port-dead-vlan\nsubject: any\nreason: why\nuntil: 2020-01-31'),
    told: ['./mine.yaml:9:12: The suppression of port-dead-vlan ended on 2020-01-31: what it finds counts again.'],
  },
  {
    name: 'a test of a fault that the lab does not know',
    text: `${good}tests:\n  - {fault: dhcp-no-ofer, roots: [dhcp-offer-missing]}\n`,
    told: ["./mine.yaml:6:13: The lab has no fault 'dhcp-no-ofer'. Do you mean dhcp-no-offer?"],
  },
  {
    name: 'a test of a fault in a layout that does not have it',
    text: `${good}tests:\n  - {fault: metadata-route-not-told, layout: folsom, roots: []}\n`,
    told: ["./mine.yaml:6:13: There is no fault 'metadata-route-not-told' in the layout folsom. Say layout: neutron."],
  },
  {
    name: 'a test that expects a check that there is not',
    text: `${good}tests:\n  - {fault: none, roots: [dhcp-ofer-missing]}\n`,
    told: [
      "./mine.yaml:6:27: There is no check 'dhcp-ofer-missing'. Do you mean dhcp-offer-missing or dhcp-port-missing or dhcp-host-entry-missing?",
    ],
  },
  {
    name: 'a test that sets a variable that there is not',
    text: `${good}tests:\n  - {fault: none, set: {mtu: 1500}, roots: []}\n`,
    told: ["./mine.yaml:6:25: The playbook has no variable 'mtu'. It has none."],
  },
  {
    name: 'a test that expects nothing, nor that nothing is found',
    text: `${good}tests:\n  - {fault: none}\n`,
    told: ['./mine.yaml:6:5: tests.0.roots: it is missing.'],
  },
  {
    name: 'a conclusion from what the playbook does not run',
    text: `${good}conclude:\n  - {say: x, when: {not: {any: [{vlan: fail}, {dhcp: fail}]}}}\n`,
    told: ['./mine.yaml:6:34: Nothing that runs before this is \'vlan\'. See "qdoctor playbook show".'],
  },
  {
    name: 'a conclusion from what is no verdict',
    text: `${good}conclude:\n  - {say: x, when: {dhcp: failed}}\n`,
    told: ['./mine.yaml:6:27: conclude.0.when.dhcp: it can be pass or warn or fail or unknown or skipped only.'],
  },
  {
    name: 'a conclusion with a template of a place',
    text: `${good}conclude:\n  - {say: "{{port.mac}}"}\n`,
    told: ["./mine.yaml:6:11: There is no 'port.mac' here. The names here are host.name."],
  },
  {
    name: 'a question about what there is not',
    text: `${good}ask:\n  - {for: subnet}\n`,
    told: ['./mine.yaml:6:11: ask.0.for: it can be network or router or port only.'],
  },
  {
    name: 'a question without its words',
    text: `${good}ask:\n  - {set: mtu}\n`,
    told: ['./mine.yaml:6:5: ask.0.question: it is missing.'],
  },
  {
    name: 'a condition that is a part of itself',
    text: `${good}conclude:\n  - say: x\n    when: &a {all: [{dhcp: fail}, {not: *a}]}\n`,
    told: ['./mine.yaml:7:41: This alias stands for what it is a part of.'],
  },
];
