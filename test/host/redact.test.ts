import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { filesOfFolder } from '../../src/host/recorded-files.ts';
import { redact } from '../../src/host/redact.ts';
import { processRedactionProgram, redactionProgram } from '../../src/script/sed.ts';
import { healthyRecordings } from '../support/recorded-host.ts';
import { linesWithSecrets, secrets } from '../support/secret-forms.ts';

const withSed =
  (...sed: readonly [string, ...string[]]) =>
  (text: string, whose?: string): string => {
    const [tool, ...words] = [...sed, '-E', whose === 'ps' ? processRedactionProgram : redactionProgram] as const;
    const environment = { ...process.env, LC_ALL: 'C' };
    return spawnSync(tool, words, { input: text, encoding: 'utf8', env: environment, maxBuffer: 2 ** 28 }).stdout;
  };

describe.each([
  ['by qdoctor', redact],
  ['by the sed of the script', withSed('sed')],
  ["by BusyBox' sed", withSed('busybox', 'sed')],
])('what only its owner should know is taken out %s', (_, clean) => {
  test.each([
    ['1 S 1 1 nova-api --os-password guppy --debug', 'nova-api --os-password (redacted) --debug'],
    ['1 S 1 1 nova-api --os-password=guppy --debug', '--os-password=(redacted) --debug'],
    ['mysql -u nova -pguppy neutron', 'mysql -u nova -p(redacted) neutron'],
    ['sshpass -p guppy ssh host', 'sshpass -p (redacted) ssh host'],
    ['curl -s -u admin:guppy http://net01/', 'curl -s -u admin:(redacted) http://net01/'],
    ['curl -H X-Auth-Token: guppy http://net01/', 'X-Auth-Token: (redacted) http://net01/'],
    ['Authorization: Bearer guppy', 'Authorization: Bearer (redacted)'],
    ['metadata_proxy_shared_secret = gup py', 'metadata_proxy_shared_secret = (redacted)'],
    ['/etc/neutron/metadata_agent.ini:metadata_proxy_shared_secret=guppy', 'shared_secret=(redacted)'],
    ['  "admin_password": "gup\\"py",', '"admin_password": "(redacted)",'],
    ['options: {psk=guppy, remote_ip="10.0.0.2"}', '{psk=(redacted), remote_ip="10.0.0.2"}'],
    ['["map",[["psk","guppy"],["remote_ip","10.0.0.2"]]]', '["psk","(redacted)"],["remote_ip","10.0.0.2"]'],
    ['connection = mysql+pymysql://neutron:guppy@db/neutron', '://neutron:(redacted)@db/neutron'],
    ['rabbit://a:guppy@mq1:5672,b:guppy@mq2:5672/', 'rabbit://a:(redacted)@mq2:5672/'],
    ['    auth_pass guppy', 'auth_pass (redacted)'],
    ['qemu -object secret,id=key0,format=raw,data=guppy -m 1', 'data=(redacted) -m 1'],
    [`token gAAAA${'guppy'.repeat(10)}==`, 'token (redacted)'],
    ['-----BEGIN RSA PRIVATE KEY-----\nguppy\n-----END RSA PRIVATE KEY-----\nrest', '\nrest'],
    ['-----BEGIN PRIVATE KEY-----\nguppy\nswordf', '-----BEGIN PRIVATE KEY-----(redacted)'],
  ])('%j', (text, kept) => {
    const cleaned = clean(text);
    expect(cleaned).not.toContain('gup');
    expect(cleaned).toContain(kept);
  });

  test.each(linesWithSecrets.map((text, index) => [text, secrets[index]?.core ?? ''] as const))('%j', (text, core) => {
    expect(clean(text)).not.toContain(core);
    expect(clean(text)).toContain('(redacted)');
  });

  const line = (args: string) => `  164 Ss   4026531836 4026532212 ${args}`;
  test.each([
    'ldapsearch -w guppy',
    'openssl enc -passin pass:guppy',
    'redis-cli -a guppy',
    'docker login -p guppy',
    'curl -uadmin:guppy http://neutron-server/',
    'curl https://guppy@host/',
    '/usr/bin/rabbitmqctl add_user neutron guppy',
    'sh -c nova --os-token guppy',
    'python3 /opt/backup.py --key=guppy /etc/neutron',
    'sleep 5 dnsmasq guppy',
    'bash -c dnsmasq --guppy',
  ])('of %j in a list of processes only the program', (args) => {
    expect(clean(`${line(args)}\n`, 'ps')).toBe(`${line(args.split(' ')[0] ?? '')}\n`);
    expect(clean(`  164 Ss ${args}\n`, 'ps')).toBe(`  164 Ss ${args.split(' ')[0]}\n`);
  });

  test.each([
    'dnsmasq --no-hosts --interface=tap1',
    'haproxy -f /var/lib/neutron/ns-metadata-proxy/1.conf',
    '/usr/bin/python3 -s /usr/bin/neutron-dhcp-agent --config-file /etc/neutron/neutron.conf',
    'neutron-server: api worker (/usr/bin/python3 /usr/bin/neutron-server)',
    'ovs-vswitchd: monitoring pid 12 (healthy)',
    '/usr/bin/qemu-system-x86_64 -name guest=instance-1 -uuid 7',
    'ps -ww -eo pid=,stat=,pidns=,netns=,args= --sort=start_time',
    'keepalived',
    'keepalived -P -f /var/lib/neutron/ha_confs/1/keepalived.conf -p /var/lib/neutron/ha_confs/1.pid',
    'ovsdb-server /data/ovs/conf.db -vconsole:emer --remote=punix:/run/openvswitch/db.sock --no-chdir --detach',
    '/bin/sh /opt/neutron-keepalived-state-change --router_id=1 --namespace=qrouter-1 --conf_dir=/data/ha_confs/1',
  ])('%j stays in a list of processes', (args) => {
    expect(clean(`${line(args)}\n`, 'ps')).toBe(`${line(args)}\n`);
  });

  test.each([
    ['nova-api --os-password guppy --debug', 'nova-api --os-password (redacted) --debug'],
    [
      'qemu-kvm -name guest=i-1 -S -vnc 1.2.3.4:1,guppy -uuid 7',
      'qemu-kvm -name guest=i-1 -S (redacted) (redacted) -uuid 7',
    ],
    ['nova-compute -pguppy 1234 --site=guppy', 'nova-compute (redacted) (redacted) (redacted)'],
  ])('of %j in a list of processes only what is known to be harmless', (args, kept) => {
    expect(clean(`${line(args)}\n`, 'ps')).toBe(`${line(kept)}\n`);
  });

  test('and nothing that a diagnosis needs: no output of a healthy host is changed', () => {
    for (const folder of Object.values(healthyRecordings)) {
      const paths = [...filesOfFolder(folder).paths].filter(
        (path) => !path.includes('tcpdump') && path !== 'manifest.json',
      );
      const text = paths.map((path) => readFileSync(join(folder, path), 'utf8')).join('\n');
      expect(clean(text)).toBe(text);
    }
  });

  test.each([
    'docker exec neutron_l3_agent iptables -w 5 -A FORWARD -p tcp -j ACCEPT',
    'podman exec openvswitch_vswitchd sh -c true',
    'docker exec -u root openvswitch_vswitchd ovs-vsctl set Port qvo1 tag=3',
    'ip netns exec qrouter-1 iptables -t nat -A POSTROUTING -j MASQUERADE',
  ])('%j is as it was', (text) => {
    expect(clean(text)).toBe(text);
  });

  test('once and for all', () => {
    const once = clean('--password=x\nsecret = y z\nmysql://a:b@c\n["token","t"]');
    expect(clean(once)).toBe(once);
  });
});
