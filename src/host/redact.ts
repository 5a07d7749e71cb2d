/*
 * Secrets that commands print by the way: passwords on command lines, in addresses of databases and message queues, in
 * settings and in the switch's options. They are taken out between the host and the disk, whatever is recorded.
 * No pattern begins with a repetition, so that the time is linear in the text. Those that look at single lines keep to
 * what sed understands too: no look-ahead, no lazy repetition, and what stays is the first group.
 */

const hidden = '(redacted)';

const secretName =
  '(?:password|passwd|passphrase|pass_phrase|secret|token|credential|api[_-]?key|private[_-]?key|access[_-]?key|auth[_-]?key|auth[_-]?pass|psk)[\\w.-]{0,40}';
const value = String.raw`(?:"[^"\n]*"|'[^'\n]*'|[^\s,;&"'}\]]+)`;

/** The secrets within a line, each with what takes its place. */
export const secretsInLines: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  // `name = the rest of the line` in settings.
  [
    new RegExp(`^((?:[^\\s=:]{1,200}:)?[ \\t]*[\\w.-]{0,40}${secretName}[ \\t]*=[ \\t]*)[^\\s][^\\n]*`, 'gim'),
    `$1${hidden}`,
  ],
  // `"name": "value"` and `["name","value"]`, as JSON and the switch's database write it.
  [new RegExp(`(${secretName}"\\s*[,:]\\s*)"(?:[^"\\\\\\n]|\\\\.)*"`, 'gi'), `$1"${hidden}"`],
  // `name=value`, `name: value`.
  [new RegExp(`(${secretName}\\s?[=:]\\s?)${value}`, 'gi'), `$1${hidden}`],
  // `--name value`, and what keepalived calls its password.
  [new RegExp(`(--[\\w-]{0,40}${secretName}[ \\t]+|\\bauth_pass[ \\t]+)${value}`, 'gi'), `$1${hidden}`],
  [/(\bauthorization\s*[:=]\s*(?:bearer|basic|token)?\s*)[^\s"']+/gi, `$1${hidden}`],
  // `scheme://name:password@host`; with several hosts, up to the last of them.
  [/(:\/\/[^\s:/@]{0,200}:)[^\s]{1,2000}@/g, `$1${hidden}@`],
  [/(\b(?:mysql|mariadb)\w*(?:[ \t]+(?:[^\s-]|-[^\sp])[^\s]*){0,20}[ \t]+-p)[^\s]+/g, `$1${hidden}`],
  [/(\bsshpass[ \t]+-p[ \t]*)[^\s]+/g, `$1${hidden}`],
  [
    /(\bcurl(?:[ \t]+(?:[^\s-]|-[^\su-]|--[^\su])[^\s]*){0,40}[ \t]+(?:-u|--user)[ \t=]+[^\s:]{1,200}:)[^\s]+/g,
    `$1${hidden}`,
  ],
  [/(\bsecret,[^\s]{0,200}\bdata=)[^\s,]+/g, `$1${hidden}`],
  // The key of a Ceph user in the address of a disk.
  [/(:key=)[^\s:,]+/g, `$1${hidden}`],
  // Keystone's tokens (Fernet) betray themselves by how they begin.
  [/\bgAAAA[\w-]{40,}={0,2}/g, hidden],
];

/** Programs of the networks of VMs: their command lines tell what a diagnosis needs. */
const ofInterest = [
  '(?:neutron|quantum|nova|networking|calico|ovs|ovsdb|ovn|nm)[_-][\\w.-]*',
  '[\\w.-]*(?:-agent|-metadata-proxy)',
  'dnsmasq|haproxy|keepalived|radvd|conntrackd|qemu[\\w.-]*|kvm|libvirtd|virtqemud|dockerd|conmon|tcpdump|ps',
].join('|');
// Older ones tell no namespaces.
const numberAndState = String.raw`[ \t]*\d+[ \t]+[A-Za-z][^\s]*[ \t]+`;
const namespaces = String.raw`[\d-]+[ \t]+[\d-]+[ \t]+`;
const interpreter = String.raw`(?:[^\s]*\/)?(?:python[\d.]*|perl|sh|bash|dash)[ \t]+(?:-[EIOBsu]+[ \t]+){0,3}`;
const mark = '\u0001';

/**
 * Of a process that has nothing to do with the network only its program is kept, as no pattern knows all secrets of
 * command lines. Lines of `ps` as the process facts ask for them; those of interest are marked meanwhile.
 */
export const strangersAmongProcesses: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  [
    new RegExp(
      `^(${numberAndState}(?:${namespaces})?(?:${interpreter})?(?:[^\\s]*\\/)?(?:${ofInterest})(?:[ \\t:].*)?)$`,
      'gm',
    ),
    `${mark}$1`,
  ],
  [new RegExp(`^(${numberAndState}${namespaces}[^\\s]+)[ \\t].*`, 'gm'), '$1'],
  [new RegExp(`^(${numberAndState}-?[^\\s\\d-][^\\s]*)[ \\t].*`, 'gm'), '$1'],
  [new RegExp(`^${mark}()`, 'gm'), '$1'],
];

// A key that was cut short has no end; then all that follows is taken for it.
const privateKey = /-----BEGIN ([A-Z ]*PRIVATE KEY)-----[^-]*(?:-----END [A-Z ]*-----)?/g;

/** The text without what only its owner should know. `tool`: whose output it is. */
export function redact(text: string, tool?: string): string {
  let clean = text.replace(privateKey, `-----BEGIN $1-----${hidden}`);
  const ofTool = tool === 'ps' ? strangersAmongProcesses : [];
  for (const [pattern, replacement] of [...ofTool, ...secretsInLines]) clean = clean.replace(pattern, replacement);
  return clean;
}
