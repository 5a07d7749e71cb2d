import type { Found, StatementReader } from './statement.ts';

const name = String.raw`((?:neutron|quantum)-(?:plugin-)?[\w-]*agent[\w-]*|openvswitch(?:-switch)?|ovs-vswitchd|ovsdb-server)`;
const unit = new RegExp(String.raw`^[●○×*]?\s*(?:\S+@)?${name}(?:\.service)? - `);
const active = /^Active: (failed\b[^;]*|activating \(auto-restart\)[^;]*)/;

/** One line that tells all: `service X status`, `systemctl`, `openstack-status`, `docker ps`. */
const lines: readonly RegExp[] = [
  new RegExp(`^${name} (dead but (?:pid|subsys) (?:file|locked).*)$`),
  new RegExp(String.raw`^[●×*]?\s*${name}\.service\s+loaded\s+(failed)\s`),
  new RegExp(String.raw`^${name}:\s+(failed)\b`),
  // `service openvswitch-switch status`, `ovs-ctl status`.
  /^(ovs-vswitchd|ovsdb-server) is (not running)$/,
  /\s((?:neutron|quantum|openvswitch)_\w+)$/,
];
/** Its socket is there, or not, and nobody takes the question. */
const unreachable =
  /^ovs-vsctl: unix:\S+: (database connection failed \((?:No such file or directory|Connection refused|Protocol error)\))/;
/** The port on which the agents ask the switch since Pike; each start of the switch refuses it for a moment. */
const refusedManager = /\b(tcp:127\.0\.0\.1:6640: (?:connection attempt failed \()?Connection refused)/;
const reachedManager = /\btcp:127\.0\.0\.1:6640: connected\b/;
const exited = /\s(Restarting \(\d+\)(?: [\w ]+? ago)?|Exited \((?!0\))\d+\)(?: [\w ]+? ago)?)\s/;

/** A unit that failed by the words of systemd, and containers that end again and again. One that was stopped may be meant to be. */
export const endedServices: StatementReader = {
  sign: /database connection failed|127\.0\.0\.1:6640: |(?:ovs-vswitchd|ovsdb-server) is not running|Active: (?:failed|activating \(auto)|dead but |loaded\s+failed|:\s+failed|Restarting \(|Exited \(/,
  read(all) {
    const found: Found[] = [];
    let open: { readonly service: string; readonly at: number } | undefined;
    for (const [at, text] of all.entries()) {
      const line = text.trim();
      const title = unit.exec(line)?.[1];
      if (title !== undefined) open = { service: title, at };
      const state = active.exec(line)?.[1];
      if (open !== undefined && state !== undefined) {
        found.push({
          statement: { kind: 'service-ended', service: open.service, state: state.trim() },
          at: [open.at, at],
        });
        open = undefined;
      }
      const refusal = unreachable.exec(line)?.[1];
      if (refusal !== undefined)
        found.push({ statement: { kind: 'service-ended', service: 'ovsdb-server', state: refusal }, at: [at] });
      for (const form of lines) {
        const [, service = '', word = exited.exec(line)?.[1]] = form.exec(line) ?? [];
        if (service !== '' && word !== undefined)
          found.push({ statement: { kind: 'service-ended', service, state: word }, at: [at] });
      }
    }
    const manager = all.findLastIndex((line) => refusedManager.test(line));
    const because = refusedManager
      .exec(all[manager] ?? '')?.[1]
      ?.replace('(', '')
      .replace('connection attempt failed ', '');
    if (because !== undefined && !all.slice(manager).some((line) => reachedManager.test(line)))
      found.push({ statement: { kind: 'service-ended', service: 'ovsdb-server', state: because }, at: [manager] });
    return found;
  },
};
