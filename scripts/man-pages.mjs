// The man pages, from the same objects that print --help: the program and its commands, and `qdoctor playbook` apart.
const nowhere = new AbortController().signal;

/** The pages by their paths. */
export async function manPages() {
  const { programFor } = await import('../src/commands/program.ts');
  const { interfaceOf } = await import('../src/commands/interface.ts');
  const { starter } = await import('../src/playbook/starter.ts');
  const { stepKinds } = await import('../src/playbook/steps/index.ts');
  const { version } = await import('../src/package.ts');
  const program = interfaceOf(await programFor([], nowhere));
  const playbook = program.commands.find(({ path }) => path === 'playbook');
  return {
    'man/qdoctor.1': mainPage(program, version),
    'man/qdoctor-playbook.1': playbookPage(playbook, version, stepKinds, starter),
  };
}

function mainPage(program, version) {
  const others = program.commands.filter(({ path }) => path !== 'playbook' && path !== 'help');
  const { text, examples, exits } = partsOf(program.more);
  return page('qdoctor', version, 'find out why VMs of a Quantum or Neutron host can not be reached', [
    section('SYNOPSIS', [
      '.B qdoctor',
      '[options]',
      '.br',
      '.B qdoctor \\-\\-ci',
      '[\\fIPLAYBOOK\\fR] [options]',
      ...program.commands.flatMap((command) => ['.br', synopsisOf(command)]),
    ]),
    section('DESCRIPTION', [
      escaped(program.description),
      'Without a command and without \\fB\\-\\-ci\\fR, a wizard asks what is wrong. A diagnosis changes nothing; the report goes',
      'to standard output, progress to standard error.',
      ...paragraphs(text),
    ]),
    section('OPTIONS', program.options.flatMap(optionLines)),
    section('COMMANDS', others.flatMap(commandLines)),
    section('EXIT STATUS', exits),
    section('FILES', [
      ...entry('/etc/qdoctor/playbooks, ~/.config/qdoctor/playbooks', 'Playbooks that are run by name.'),
      ...entry('/var/log/qdoctor', 'A log for each run that applied fixes.'),
    ]),
    section('ENVIRONMENT', [
      ...entry('NO_COLOR', 'Not empty: no colours.'),
      ...entry('COLUMNS', 'Width of the report where standard output is no terminal.'),
      ...entry('XDG_CONFIG_HOME', 'In place of ~/.config.'),
    ]),
    section('EXAMPLES', verbatim(examples)),
    section('SEE ALSO', [
      '.BR qdoctor\\-playbook (1),',
      '.BR ovs\\-vsctl (8),',
      '.BR ip\\-netns (8),',
      '.BR tcpdump (8)',
    ]),
  ]);
}

function playbookPage(command, version, stepKinds, starter) {
  const steps = stepKinds.flatMap(({ docs }) => docs);
  const plain = (text) => escaped(text.replaceAll('`', ''));
  return page('qdoctor-playbook', version, 'what qdoctor checks, with what a site adds', [
    section('SYNOPSIS', [
      ...command.commands.flatMap((each, index) => [...(index === 0 ? [] : ['.br']), synopsisOf(each)]),
      '.br',
      '.B qdoctor \\-\\-ci',
      '\\fIPLAYBOOK\\fR',
    ]),
    section('DESCRIPTION', [
      'A playbook is a YAML file that names checks of qdoctor and adds steps of a site: commands with what they should',
      'print, probes, and the fix for what they find. It is validated before anything runs.',
    ]),
    section('COMMANDS', command.commands.flatMap(commandLines)),
    section(
      'STEPS',
      steps.flatMap(({ form, does, tells }) =>
        entry(form.replaceAll('`', ''), `${plain(does)}: ${plain(tells)}`, true),
      ),
    ),
    section('FILES', [
      ...entry(
        'playbooks, ~/.config/qdoctor/playbooks, /etc/qdoctor/playbooks',
        'Where a playbook is looked for by its name, after those that are built in. One that other users may write is not run by name.',
      ),
    ]),
    section('EXAMPLE', verbatim(starter.replace(/^# yaml-language-server.*\n/, ''))),
    section('SEE ALSO', ['.BR qdoctor (1)']),
  ]);
}

const page = (name, version, purpose, sections) =>
  [
    `.\\" Generated from the command line by npm run docs.`,
    `.TH ${name.toUpperCase().replace('-', '\\-')} 1 "" "qdoctor ${version}" "User Commands"`,
    ...section('NAME', [`${escaped(name)} \\- ${purpose}`]),
    ...sections.flat(),
    '',
  ].join('\n');

const section = (title, lines) => (lines.length === 0 ? [] : [`.SH ${title}`, ...lines]);

const escaped = (text) =>
  text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/^([.'])/gm, '\\&$1')
    .replaceAll('…', '\\&...')
    .replaceAll('→', '\\(->')
    .replaceAll('←', '\\(<-');

const synopsisOf = ({ path, options, values }) =>
  [
    `\\fBqdoctor ${escaped(path)}\\fR`,
    ...(options.length > 1 ? ['[options]'] : []),
    ...values.map(({ shown }) => shownValue(shown)),
  ].join(' ');

/** `<FILE|FOLDER>` with its placeholders in italics. */
const shownValue = (shown) => escaped(shown.replace(/^<(.*)>$/, '$1')).replace(/[A-Z]+/g, (word) => `\\fI${word}\\fR`);

const entry = (tag, text, isWritten = false) => ['.TP', `\\fB${escaped(tag)}\\fR`, isWritten ? text : escaped(text)];

function optionLines({ names, description, value }) {
  const flags = names.map((name) => `\\fB${escaped(name)}\\fR`).join(', ');
  return ['.TP', value === undefined ? flags : `${flags} ${shownValue(value.shown)}`, escaped(description)];
}

/** A command with its own options; of a group, each of its commands. */
function commandLines(command) {
  const { text, examples, exits } = partsOf(command.more);
  const own = command.options.filter(({ names }) => !names.includes('--help'));
  const below = command.commands.filter(({ path }) => !path.endsWith(' help'));
  return [
    `.SS ${synopsisOf(command)}`,
    escaped(`${command.description.charAt(0).toUpperCase()}${command.description.slice(1)}.`),
    ...own.flatMap(optionLines),
    ...paragraphs(text),
    ...(exits.length === 0 ? [] : ['.PP', 'Exit status:', ...exits]),
    ...(examples === '' ? [] : ['.PP', ...verbatim(examples)]),
    ...below.flatMap(commandLines),
  ];
}

/** What help tells below the options: paragraphs, of which some have a heading. */
function partsOf(more) {
  const blocks = more === '' ? [] : more.split(/\n{2,}/);
  const headed = (heading) =>
    blocks.filter((block) => block.startsWith(heading)).map((block) => block.slice(heading.length).trim());
  const codes = headed('Exit codes:').join(' ').replace(/\s+/g, ' ').replace(/\.$/, '');
  const exits =
    codes === ''
      ? []
      : codes.split(/, (?=\d)/).flatMap((part) => entry(part.split(' ')[0], part.slice(part.indexOf(' ') + 1)));
  const text = blocks.filter((block) => !/^(?:Exit codes|Examples):/.test(block)).join('\n\n');
  return { exits, examples: headed('Examples:\n').join('\n'), text };
}

const paragraphs = (text) => (text === '' ? [] : text.split(/\n{2,}/).flatMap((part) => ['.PP', escaped(part)]));

const verbatim = (text) => (text === '' ? [] : ['.nf', escaped(text.replace(/^ {2}/gm, '').trimEnd()), '.fi']);
