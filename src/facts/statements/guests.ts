import type { Found, StatementReader } from './statement.ts';

const noOffer: readonly RegExp[] = [
  // dhclient, udhcpc of BusyBox, dhcpcd, systemd-networkd.
  /\bNo DHCPOFFERS received\b/,
  /\b(?:udhcpc: |^)?[Nn]o lease, (?:failing|forking to background)/,
  /\bdhcpcd\[?\d*\]?: (\S+): timed out(?: contacting a DHCP server)?$/,
];
const bound = /\bbound to [\d.]+ -- renewal|[Ll]ease of [\d.]+ obtained|leased [\d.]+ for \d+ seconds/;
const asking = /\bDHCPDISCOVER on (\S+) to /;
/** Each stands for one more request: udhcpc waits three seconds between them, dhclient longer and longer. */
const again = /^\s*(?:udhcpc: )?(?:Sending|sending|broadcasting) discover\b|\bDHCPDISCOVER on \S+ to /;
const offered = /^\s*(?:udhcpc: )?(?:Sending|sending|broadcasting) select\b|\bDHCPOFFER\b/;
/** So often asked, the requests before the last were not answered. */
const often = 3;
const hardware = /\bListening on LPF\/(\S+?)\/([0-9a-f]{2}(?::[0-9a-f]{2}){5})/;

/** What DHCP clients write into a guest's console: dhclient 4.x, udhcpc 1.x, dhcpcd 5 to 9. */
export const dhcpClients: StatementReader = {
  sign: /No DHCPOFFERS|[Nn]o lease, f|dhcpcd|(?:ending|casting) discover|DHCPDISCOVER on/,
  read(lines) {
    const found: Found[] = [];
    let device: string | undefined;
    let mac: string | undefined;
    const asked: number[] = [];
    for (const [at, line] of lines.entries()) {
      const [, listening, address] = hardware.exec(line) ?? [];
      if (listening !== undefined) [device, mac] = [listening, address];
      device = asking.exec(line)?.[1] ?? device;
      if (again.test(line)) asked.push(at);
      else if (offered.test(line) || bound.test(line)) asked.length = 0;
      const failure = noOffer.find((form) => form.test(line));
      // One that was answered later has what it needs.
      if (failure === undefined || lines.slice(at).some((later) => bound.test(later))) continue;
      found.push({ statement: { kind: 'dhcp-unanswered', mac, device: failure.exec(line)?.[1] ?? device }, at: [at] });
    }
    // A console that was cut while the client still asks.
    if (found.length === 0 && asked.length >= often)
      return [{ statement: { kind: 'dhcp-unanswered', mac, device }, at: asked.slice(0, often) }];
    return found.slice(-1);
  },
};

const cloudInit = /'http:\/\/169\.254\.169\.254\S*' failed \[[^\]]*\]: (.+)$/;
const givingUp = /Giving up on md from \[|failed to read iid from metadata\. tried \d+|Giving up on metadata/;
/** Older ones do not name what they could not reach, but the command does. */
const briefCurl = /^curl: \(\d+\) ([Cc]ouldn't connect to host|.*[Tt]imed out.*|Failed to connect.*|No route to host)$/;
const curl = /\bcurl: \(\d+\) (.*\b169\.254\.169\.254\b.*)$/;
const hasMetadata =
  /\bhttp:\/\/169\.254\.169\.254\S*' (?:with|\[\d+\])|ds=(?:ec2|openstack)\b|Crawl of metadata service took|^\s*(?:ami-id|ami-launch-index)\s*$/;

/** cloud-init 0.7 to 23, CirrOS and curl: a guest that asked for its metadata in vain. */
export const metadataClients: StatementReader = {
  sign: /169\.254\.169\.254|iid from metadata|^curl: \(/m,
  read(lines, _, command) {
    const at: number[] = [];
    let because: string | undefined;
    const isOfCurl = command?.some((word) => word.includes('169.254.169.254')) === true;
    for (const [index, line] of lines.entries()) {
      const reason = (cloudInit.exec(line) ?? curl.exec(line) ?? (isOfCurl ? briefCurl.exec(line) : null))?.[1];
      if (reason === undefined && !givingUp.test(line)) continue;
      because = reason === undefined ? because : plain(reason);
      at.push(index);
    }
    const last = at.at(-1);
    if (last === undefined || lines.slice(last).some((line) => hasMetadata.test(line))) return [];
    return [{ statement: { kind: 'metadata-unanswered', because: because ?? 'no answer' }, at: at.slice(-3) }];
  },
};

/** The words for people in what Python prints of an error. */
function plain(reason: string): string {
  const quoted =
    /error\(\d+, '([^']+)'\)|\[Errno -?\d+\] ([^'")\]]+)|((?:bad status code|http error) \[\d+\]|\d{3} (?:Server|Client) Error)|(timed out)/.exec(
      reason,
    );
  return quoted?.slice(1).find((part) => part !== undefined) ?? reason.slice(0, 80);
}
