import { join } from 'node:path';
import { packageRoot } from '../package.ts';

/** A playbook to begin with: every key that there is, with what it is for. */
export const starter = `# yaml-language-server: $schema=${join(packageRoot, 'schemas/qdoctor.playbook-1.schema.json')}
# A playbook of your own. Check it: qdoctor playbook lint FILE. Run it: qdoctor --ci FILE
version: 1
title: What this playbook is for, in a line
symptom: What a user notices
description: What it looks at, and why.

# Other playbooks, by name or by path from this file. Their steps come first.
include:
  - full

# Send nothing and wait for nothing, as from cron:
# passive: true

# Built-in checks by id, or all checks of a layer: see "qdoctor checks".
steps:
  - check: dhcp
    severity: error # or warning: how much its findings weigh, whatever the checks say

# A command of your own is a list of words, never a line for a shell. It only looks; what changes is for its fix.
# - id: site-uplink-mtu-small
#   title: The uplink takes small frames only
#   why: Jumbo frames of the VMs are lost.
#   command: [ip, -j, link, show, dev, eth1]
#   reads: true # false: it sends packets, and is left out with --passive
#   expect:
#     - json: $[0].mtu
#       at_least: 9000
#       message: eth1 takes frames of {{found}} bytes.

# In the place of command, "capture" listens and "probe" sends (left out with --passive):
#   capture: {device: eth1, filter: arp} # expect: [{packets: true, at_least: 1, message: ...}]
#   probe: {ping: 192.0.2.1} # or {tcp: ADDRESS, port: 53}, {arp: ADDRESS}, dhcp; expect: [{answered: true, message: ...}]

# What the wizard asks; in --ci, options answer (--port, --set mtu=9000):
# ask:
#   - {for: port, question: Which VM loses packets?}
#   - {set: mtu, question: How large are your frames?, choices: [1500, 9000]}

# A sentence for the head of the report, the first that holds:
# conclude:
#   - when: {dhcp: fail} # a check, a layer or a step; with all, any and not
#     say: Call the people of the DHCP servers.

# What is found on this host, but is meant to be so. After its last day it counts again.
# suppress:
#   - check: external-nic-not-bridged
#     subject: br-ex # name or id, as reports tell it; "any" for everything
#     reason: The NIC comes with the new switch.
#     until: 2027-01-31

# What it must find in the private lab, row by row: qdoctor playbook test FILE
# tests:
#   - fault: none # or one of "qdoctor lab faults"
#     roots: [] # the checks and steps that must be named as root causes
`;
