import type { Command } from '../host.ts';
import { type TypedCommand, toolNames, typedCommand } from '../pasted/command.ts';
import { fileNameOf } from '../saved-names.ts';

/** A file of saved output by its name. */
export interface NamedOutput {
  /** As sosreport would call it, without what people add: numbers, endings, `sudo_`. */
  readonly name: string;
  readonly command: TypedCommand;
  /** `07_ip_netns.txt`: the number that its author gave it. */
  readonly number: number | undefined;
}

const endings = /(?:\.(?:txt|text|log|out|output|md|cmd))+$/i;
/** Tools whose names containers have in theirs. */
const services = ['neutron', 'nova', 'quantum', 'openstack', 'docker', 'podman', 'service'];
const filters = ['grep', 'egrep', 'zgrep', 'head', 'tail', 'awk', 'sed', 'cut'];

/** What the addons of juju-crashdump call what they print (addons.yaml there). */
const addons: Readonly<Record<string, Command['argv']>> = {
  psaux: ['ps', 'aux'],
  listening: ['ss', '-taupnl'],
};

const plainly = (argv: Command['argv']): TypedCommand => ({
  ...{ argv, container: undefined, host: undefined, partial: undefined },
});

/** What was run to make a file, as far as its name tells; undefined where it names no command that qdoctor knows. */
export function outputNamed(fileName: string): NamedOutput | undefined {
  const [, digits, rest = fileName] = /^(\d{1,3})[\s._)-]+(\D.*)$/.exec(fileName) ?? [];
  const number = digits === undefined ? undefined : Number(digits);
  const folded = rest
    .replace(endings, '')
    .replace(/[^\w.-]+/g, '_')
    .replace(/^_+|_+$/g, '');
  const addon = addons[folded];
  if (addon !== undefined) return { name: fileNameOf({ argv: addon }), command: plainly(addon), number };
  const copy = copiedFile(folded);
  if (copy !== undefined) return { name: folded, command: copy, number };
  const { container, name } = withoutContainer(folded);
  const command = commandOf(name);
  if (command === undefined) return undefined;
  const own = { ...command, container: container ?? command.container };
  return { name: name.replace(/^(?:sudo|doas)_(?:-\w_)*/, ''), command: own, number };
}

/** `cat_.var.lib.neutron.dhcp.UUID.host`, `var_lib_neutron_dhcp_UUID_host`: the slashes of a path become dots or `_`. */
function copiedFile(name: string): TypedCommand | undefined {
  const [, project, folder, id, file] =
    /^(?:sudo_)?(?:cat_)?[._]*var[._]lib[._](neutron|quantum)[._](dhcp|ha_confs)[._]([0-9a-f-]{36})[._](\w+)$/.exec(
      name,
    ) ?? [];
  return id === undefined ? undefined : typedCommand(`cat /var/lib/${project}/${folder}/${id}/${file}`);
}

/** `docker_exec_-it_openvswitch_vswitchd_ovs-vsctl_show`: the container's name may have `_` in it, so the tool ends it. */
function withoutContainer(name: string): { readonly container: string | undefined; readonly name: string } {
  const [, kubernetes, inside] = /^(?:sudo_)?kubectl_(?:.*_)?exec_(.*?)_--_(.+)$/.exec(name) ?? [];
  if (kubernetes !== undefined && inside !== undefined) {
    const words = kubernetes.split('_');
    const isName = (word: string, index: number) => !word.startsWith('-') && !/^-[nc]$/.test(words[index - 1] ?? '');
    return { container: words.find(isName), name: inside };
  }
  const [, rest] = /^(?:sudo_)?(?:docker|podman|nerdctl)_exec_(.+)$/.exec(name) ?? [];
  if (rest === undefined) return { container: undefined, name };
  const words = rest.split('_');
  const at = words.findIndex(
    (word, index) => index > 0 && (word === 'sudo' || (toolNames.has(word) && !services.includes(word))),
  );
  if (at === -1) return { container: undefined, name };
  const start = words.findIndex((word, index) => !word.startsWith('-') && !/^-[uew]$/.test(words[index - 1] ?? ''));
  return { container: words.slice(start, at).join('_'), name: words.slice(at).join('_') };
}

function commandOf(name: string): TypedCommand | undefined {
  const words = name.split(/_+/);
  // `ps_-ef__grep_dns`: of a pipe only the blanks stay in a name.
  const cut = words.findIndex((word, index) => index > 0 && filters.includes(word));
  const plain = cut === -1 ? words : words.slice(0, cut);
  const command = typedCommand(plain.join(' '));
  if (command === undefined || cut === -1) return command;
  return { ...command, partial: `an excerpt: ${plain.join(' ')} | ${words.slice(cut).join(' ')}`.slice(0, 120) };
}
