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
/** Which offer it took, and asked the server to confirm. */
const selected =
  /^\s*(?:udhcpc: )?(?:Sending|sending|broadcasting) select for ([\d.]+?)(?:\.{3}|,|$| )|\bDHCPREQUEST (?:for|of) ([\d.]+) on\b/;
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
    let offer: string | undefined;
    for (const [at, line] of lines.entries()) {
      const [, listening, address] = hardware.exec(line) ?? [];
      if (listening !== undefined) [device, mac] = [listening, address];
      device = asking.exec(line)?.[1] ?? device;
      if (again.test(line)) {
        asked.push(at);
        offer = undefined;
      } else if (offered.test(line) || bound.test(line)) asked.length = 0;
      offer =
        selected
          .exec(line)
          ?.slice(1)
          .find((part) => part !== undefined) ?? offer;
      const failure = noOffer.find((form) => form.test(line));
      // One that was answered later has what it needs.
      if (failure === undefined || lines.slice(at).some((later) => bound.test(later))) continue;
      found.push({
        statement: {
          kind: 'dhcp-unanswered',
          mac,
          device: failure.exec(line)?.[1] ?? device,
          ...(offer === undefined ? {} : { offered: offer }),
        },
        at: [at],
      });
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
/**
 * What a proxy of metadata, or haproxy in its place, answers in place of metadata. Asked in a namespace of the agents, it finds
 * no instance to answer for, and rightly says 404.
 */
const errorPage =
  /<(?:title|h1)>\s*((?:4|5)\d\d [A-Z][\w ]+?)\s*<\/(?:title|h1)>|^\s*((?:404|50[0234]) (?:Not Found|[A-Z][\w ]+?))\s*$/;
/** The agent's own words, whatever asked: nova answered it with an error (neutron/agent/metadata/agent.py). */
const ownWords = /^\s*Remote metadata server experienced an internal server error\./;
const hasMetadata =
  /\bsuccessful after \d+\/\d+ tries: up |\bhttp:\/\/169\.254\.169\.254\S*' (?:with|\[\d+\])|ds=(?:ec2|openstack)\b|Crawl of metadata service took|^\s*(?:ami-id|ami-launch-index)\s*$/;

/** CirrOS, of each attempt at metadata: `failed 1/20: up 4.53. request failed`, before 0.3.1 with its own name before it. */
const attempt = /^\s*(?:cloud-?setup: )?failed (\d+)\/(\d+): up [\d.]+\. request failed\s*$/;
const attemptsAt = /\bchecking http:\/\/169\.254\.169\.254\//;
const wget =
  /\bwget: (can't connect to remote host \(169\.254\.169\.254\): .+|server returned error: .+|download timed out)$/;
/** So many attempts in vain: the first ones may be too early. */
const attempts = 3;

/** cloud-init 0.7 to 23, CirrOS and curl: a guest that asked for its metadata in vain. */
export const metadataClients: StatementReader = {
  sign: /169\.254\.169\.254|iid from metadata|^curl: \(|<title>[45]\d\d |^[ \t]*[45]0\d [A-Z]|^[ \t]*Remote metadata server /m,
  read(lines, namespace, command) {
    const at: number[] = [];
    let because: string | undefined;
    let vain = 0;
    let isOfMetadata = false;
    const isOfCurl = command?.some((word) => word.includes('169.254.169.254')) === true;
    for (const [index, line] of lines.entries()) {
      isOfMetadata ||= attemptsAt.test(line);
      const isVain = isOfMetadata && attempt.test(line);
      if (isVain) vain += 1;
      const refusal = isOfMetadata ? wget.exec(line)?.[1] : undefined;
      because = refusal ?? because;
      // With the reason, one attempt says as much as several without.
      if (refusal !== undefined) vain = attempts;
      const reason = (
        cloudInit.exec(line) ??
        curl.exec(line) ??
        (ownWords.test(line) ? ['', '500 Internal Server Error'] : null) ??
        (isOfCurl ? (briefCurl.exec(line) ?? (namespace === undefined ? errorPage.exec(line) : null)) : null)
      )
        ?.slice(1)
        .find((part) => part !== undefined);
      if (reason === undefined && !givingUp.test(line) && !(isVain && vain >= attempts)) continue;
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

/** A row of the devices that cloud-init prints: name, whether it is up, address, mask, (scope,) MAC. */
const deviceRow = /\bci-info: \|\s*([\w.-]+):?\s*\|\s*(?:True|False)\s*\|\s*(\S+)\s*\|(.*)\|\s*$/;
/** The same before cloud-init 0.7.2, without a table: `ci-info: eth0  : 1 10.0.0.3 255.255.255.0 fa:16:3e:…`. */
const deviceLine = /\b(?:ci-?info): ([\w.-]+)\s*: [01] (\S+)\s+(\S+)\s+(\S*)/;
const deviceLess = /\bcloud-?init-?nonet:?(?:\[[\d.]+\])?:? gave up waiting for a network device\b/;
const hardwareAddress = /[0-9a-f]{2}(?::[0-9a-f]{2}){5}/;

/** The devices of a guest by the words of cloud-init, where none of them has an address. */
export const guestDevices: StatementReader = {
  sign: /\bci-?info: |gave up waiting for a network device/,
  read(lines) {
    const rows = lines.flatMap((line, at) => {
      const [, name, address = '', rest = ''] = deviceRow.exec(line) ?? deviceLine.exec(line) ?? [];
      const mac = hardwareAddress.exec(rest)?.[0] ?? hardwareAddress.exec(line)?.[0];
      return name === undefined || name === 'lo' ? [] : [{ name, address, mac, at }];
    });
    const [first] = rows;
    const nonet = lines.findIndex((line) => deviceLess.test(line));
    if (first === undefined)
      return nonet === -1
        ? []
        : [{ statement: { kind: 'guest-unaddressed', device: undefined, mac: undefined }, at: [nonet] }];
    if (rows.some(({ address }) => /^\d+(?:\.\d+){3}$/.test(address) || isGlobal(address))) return [];
    return [
      { statement: { kind: 'guest-unaddressed', device: first.name, mac: first.mac }, at: rows.map(({ at }) => at) },
    ];
  },
};

/** An IPv6 address that leads beyond the link. */
const isGlobal = (address: string): boolean => address.includes(':') && !/^fe[89ab]/i.test(address);
