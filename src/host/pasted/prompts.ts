import { entered } from '../entered.ts';
import { type TypedCommand, typedCommand } from './command.ts';

/** A line at which somebody typed a command. */
export interface Prompt {
  readonly host: string | undefined;
  /** Undefined: nothing that qdoctor knows, or nothing at all, was typed; the output before it has ended all the same. */
  readonly command: TypedCommand | undefined;
  readonly typed: string;
}

const name = String.raw`[A-Za-z0-9][\w.-]*`;
/** Some have the time behind the host's name, with nothing between. */
const time = String.raw`\d\d:\d\d:\d\d`;
const environment = String.raw`(?:\([\w@./ -]+\)\s*)*`;
/**
 * `user@host:~$`, `[root@host ~(admin)]#`, `host:~ #`, `user@host ~ $`, `(overcloud) [stack@host ~]$`, `host#`,
 * `root@host /etc %`.
 */
const forms: readonly RegExp[] = [
  new RegExp(
    String.raw`^${environment}\[?[\w.-]+@(${name}?)(?:(?:${time}|[: ])[^\]$#%>]*)?\]?(?:\([^)]*\))?\]?\s?[$#%>](?:\s*(.*))?$`,
  ),
  new RegExp(String.raw`^${environment}\[(${name})[ :][^\]]*\]\s?[$#](?:\s+(.*))?$`),
  new RegExp(String.raw`^${environment}(${name}):\s?[~/][^\s$#]*\s?[$#](?:\s+(.*))?$`),
  new RegExp(String.raw`^(${name})[#$]\s+(\S.*)$`),
];
/** A bare mark tells nothing of the host, and may be a comment, a quotation or a heading: what follows has to be a command. */
const bareMark =
  /^(?:\(\S+\)\s*)?\]?(?:[$#%>❯➜]|\+{1,2}(?= )|-bash-[\d.]+[$#]|sh-[\d.]+[$#]|bash-[\d.]+[$#])\s*(\S.*)$/u;

/** Nobody types longer ones. */
const longestLine = 2000;

/** Without the marks of Markdown around it; archives of mailing lists write `user at host` for an address. */
function plainPrompt(line: string): string {
  const text = line.trim();
  const inside = /^\**`([^`]+[$#]\s[^`]+)`\**:?$/.exec(text)?.[1] ?? text;
  return inside.replace(/^(\[?[\w.-]+) at (?=[\w.-]+(?::|\s)[^$#]*[$#]\s)/, '$1@');
}

/** The prompt that a line begins with, if it does. */
export function promptOf(line: string): Prompt | undefined {
  if (line.length > longestLine) return undefined;
  const text = plainPrompt(line);
  for (const form of forms) {
    const match = form.exec(text);
    if (match === null) continue;
    const [, host, typed = ''] = match;
    const command = typedCommand(typed);
    // Without a blank behind the mark, only a command shows that it is one.
    if (command === undefined && typed !== '' && !/[$#%>]\s/.test(text.slice(0, text.length - typed.length))) continue;
    return { host: command?.host ?? host, command, typed };
  }
  // The end of what `set -x` shows.
  if (/^\++ set \+x$/.test(text)) return { host: undefined, command: undefined, typed: '' };
  const typed = bareMark.exec(text)?.[1];
  const command = typed === undefined ? undefined : typedCommand(typed);
  return command === undefined || (isProse(typed ?? '') && !isFilter(command))
    ? undefined
    : { host: command.host, command, typed: typed ?? '' };
}

const prose =
  /\b(?:the|is|are|was|were|and|but|shows|showed|has|have|not|this|that|with|from the|in the|output|command|see|here)\b/i;
const isProse = (typed: string): boolean => prose.test(typed.replace(/["'][^"']*["']/g, '')) || typed.length > 300;

/** What tcpdump is to show may read like a sentence: `not port 22 and host a`. */
const isFilter = ({ argv }: TypedCommand): boolean => {
  const [tool, ...rest] = entered(argv).inner;
  return tool === 'tcpdump' && rest.some((word) => word.startsWith('-'));
};

const subcommands: Readonly<Record<string, RegExp>> = {
  ip: /^(?:-\S+|a|ad?dr?|address|l|li?nk?|link|r|ro?u?te?|route|ru(?:le)?|n|nei?gh?|neighbou?r|netns|tunnel|tun|xfrm|mroute|maddr)$/,
  bridge: /^(?:-\S+|link|fdb|vlan|mdb)$/,
  arp: /^-\S+$/,
  route: /^-\S+$/,
  ss: /^-\S+$/,
  ps: /^(?:-\S+|a?u?x\w*)$/,
  service: /^\S+$/,
  nft: /^(?:-\S+|list)$/,
  cat: /^\/\S+$/,
  ls: /^(?:-\S+|\/\S+)$/,
};
const alone: ReadonlySet<string> = new Set(['ifconfig', 'iptables-save', 'ebtables-save', 'arptables-save', 'lsmod']);

/** A command that stands alone in its line, without a prompt, as people write above its output: `ip netns:`, `**brctl show**`. */
export function bareCommand(line: string): TypedCommand | undefined {
  if (line.length > longestLine) return undefined;
  const text = line
    .trim()
    .replace(/^(?:[-*•]|\d+[.)])\s+/, '')
    .replace(/^[`*_#=\s]+|[`*_:=\s]+$/g, '');
  if (text === '' || isProse(text)) return undefined;
  const command = typedCommand(text);
  if (command === undefined) return undefined;
  const { namespace, inner } = entered(command.argv);
  const isInside = namespace !== undefined;
  const [tool = '', first] = inner;
  // Nobody writes of a namespace in a sentence like that.
  if (isInside && /\bip netns exec\b/.test(text)) return command;
  if (first === undefined) return alone.has(tool) ? command : undefined;
  const expected = subcommands[tool];
  return expected === undefined
    ? /^[a-z]+-|^(?:brctl|iptables|ebtables|netstat|ifconfig|sysctl)$/.test(tool)
      ? command
      : undefined
    : expected.test(first)
      ? command
      : undefined;
}

/** Ansible's ad-hoc output: `net01 | CHANGED | rc=0 >>`. */
export const ansibleHost = (line: string): string | undefined =>
  /^([\w.-]+) \| (?:CHANGED|SUCCESS|FAILED|UNREACHABLE!?)(?: \| rc=\d+ >>| => .*)?$/.exec(line.trim())?.[1];
