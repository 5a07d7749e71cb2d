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
  // Keystone's tokens (Fernet) betray themselves by how they begin.
  [/\bgAAAA[\w-]{40,}={0,2}/g, hidden],
];

// A key that was cut short has no end; then all that follows is taken for it.
const privateKey = /-----BEGIN ([A-Z ]*PRIVATE KEY)-----[^-]*(?:-----END [A-Z ]*-----)?/g;

/** The text without what only its owner should know. */
export function redact(text: string): string {
  let clean = text.replace(privateKey, `-----BEGIN $1-----${hidden}`);
  for (const [pattern, replacement] of secretsInLines) clean = clean.replace(pattern, replacement);
  return clean;
}
