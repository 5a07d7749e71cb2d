import { join } from 'node:path';
import { isUnpacked, packageRoot } from '../package.ts';

const schema = isUnpacked
  ? ''
  : `# yaml-language-server: $schema=${join(packageRoot, 'schemas/qdoctor.playbook-1.schema.json')}\n`;

/** A playbook to begin with: every key that there is, with what it is for. */
export const starter = `${schema}# A custom playbook. Validate it: qdoctor playbook lint FILE. Run it: qdoctor --ci FILE
# Lines that begin with # and no space are examples: take the # away.
version: 1
title: What this playbook is for, in a line
symptom: What a user notices
description: What it checks, and why.

# Other playbooks, by name or by path from this file. Their steps come first.
include:
  - full

# Send nothing and wait for nothing, as from cron:
#passive: true

# Values of your site, with their defaults; another for one run: --set mtu=1500
#vars:
#  mtu: 9000

# What the wizard asks; in --ci, options answer (--port, --set mtu=1500):
#ask:
#  - {for: port, question: Which VM loses packets?}
#  - {set: mtu, question: How large are your frames?, choices: [1500, 9000]}

# Built-in checks by id, or all checks of a layer: see "qdoctor checks".
steps:
  - check: dhcp
    severity: error # or warning: how much its findings weigh, whatever the checks say

# A custom command is a list of words, not a shell line. It is read-only; changes belong into its fix.
#  - id: site-uplink-mtu-small
#    title: The uplink takes small frames only
#    why: Jumbo frames of the VMs are lost.
#    command: [ip, -j, link, show, dev, eth1]
#    reads: true # false: it sends packets, and is left out with --passive
#    expect:
#      - json: $[0].mtu
#        at_least: "{{vars.mtu}}"
#        message: eth1 takes frames of {{found}} bytes.

# "capture" listens.
#  - id: site-uplink-quiet
#    title: Nothing comes in by the uplink
#    why: Floating IPs are cut off.
#    capture: {device: eth1, filter: arp}
#    seconds: 5
#    expect:
#      - {packets: true, at_least: 1, message: No ARP came by eth1 in five seconds.}

# "probe" sends: {ping: ADDRESS}, {tcp: ADDRESS, port: 53}, {arp: ADDRESS} or dhcp. It is left out with --passive.
#  - id: site-name-server-silent
#    title: A router can't reach our name server
#    why: VMs behind it resolve no names.
#    in: router
#    when: {router: pass} # only where a check, a layer or a step before it came to this
#    probe: {tcp: 192.0.2.53, port: 53}
#    expect:
#      - answered: true
#        message: "{{router.namespace}}: {{found}}."

# A sentence for the head of the report, the first that holds:
#conclude:
#  - when: {any: [{dhcp: fail}, {not: {site-name-server-silent: pass}}]}
#    say: Call the people of the DHCP and name servers.

# Findings that are intended on this host. After the last day they count again.
#suppress:
#  - check: external-nic-not-bridged
#    subject: br-ex # name or id, as in reports; "any" for all
#    reason: The NIC comes with the new switch.
#    until: 2027-01-31

# What it must find in the private lab, row by row: qdoctor playbook test FILE
#tests:
#  - fault: none # or one of "qdoctor lab faults"
#    set: {mtu: 1400}
#    port: 10.11.12.3
#    roots: [] # the checks and steps that must be named as root causes
`;
