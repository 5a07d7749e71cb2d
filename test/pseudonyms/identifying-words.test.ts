import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { filesOfFolder } from '../../src/host/recorded-files.ts';
import { Recorder } from '../../src/host/recorder.ts';
import { openRecording } from '../../src/host/recording.ts';
import { anonymized, pseudonyms } from '../../src/pseudonyms/anonymizer.ts';
import { all, answered, exited, printed } from '../support/edits/change.ts';
import { diagnosisOf, healthyHost } from '../support/recorded-host.ts';

/*
 * Sixty words by which somebody would know whose host it is, where such words stand on hosts. None of them stays, and the
 * diagnosis does.
 */

const folder = mkdtempSync(join(tmpdir(), 'qdoctor-words-'));
afterAll(() => rmSync(folder, { recursive: true }));

const people = 'annalena,jeromegurski,ofeliabatz,quirinholm,tadeuszwolk'.split(',');
const guests =
  'payrollprod,zeppelinshop,quartzmail,ferdinandci,lunavault,hotelbooking,opalqueue,ribesdb,yakstore,wrenwiki'.split(
    ',',
  );
const domains =
  'globexsteel.example,initechbank.example,hooliclinic.example,umbrellalab.example,vandelayport.example'.split(',');
const remarks =
  'Ticketmeister,Kowalczyk,Bundesdruckerei,Sparkassenhaus,Nordseefaehre,Altglienicke,Rotterdamhub,Muenzfabrik,Zuckerwerk,Orchideenhof,Feuerwache,Sternwarte,Glasblaeser,Pinselfabrik,Kupfermine'.split(
    ',',
  );
const bridges = [
  '8000.aa:b:c:d:e:1',
  '8000.a2:3:4:5:6:7',
  '8000.be:ef:0:1:2:3',
  '8000.ae:0:0:9:8:7',
  '8000.d2:c:b:a:9:8',
];
const tunnels = ['vxlan-0a6f5e4d', 'gre-0a141e28', 'vxlan-cb0071aa', 'geneve-ac1f2b3c', 'vxlan-c0a8fe11'];
const instances = [
  'instance-0000042f',
  'instance-00000a1b',
  'instance-00031337',
  'instance-00000c0d',
  'instance-00000bee',
];
const addresses = ['10.77.66.55', '172.29.88.77', '192.168.213.9', '203.0.113.177', '198.51.100.233'];
const macs = ['fa:16:3e:77:88:99', '52:54:00:ab:cd:ef', 'aa:bb:cc:12:34:56', '00:1b:21:9a:8b:7c', 'fe:16:3e:66:55:44'];

const words = [
  ...[...people, ...guests, ...domains.map((domain) => domain.replace('.example', '')), ...remarks],
  ...[...bridges, ...tunnels, ...instances, ...addresses, ...macs],
].map((word) => word.replace(/^(?:8000\.|vxlan-|gre-|geneve-)/, ''));

const at = (list: readonly string[], index: number): string => list[index % list.length] ?? '';

const processes = guests.map((guest, index) => {
  const names = index % 2 === 0 ? `guest=${guest},debug-threads=on` : `${at(instances, index)},${guest}`;
  const path = `/home/${at(people, index)}/agent.conf`;
  return `   ${4000 + index} Sl   4026532180 4026532319 /usr/bin/qemu-system-x86_64 -name ${names} -device tap,mac=${at(macs, index)}\n   ${5000 + index} S    4026532180 4026532319 dnsmasq --conf-file=${path} --domain=${at(domains, index)}\n`;
});

const rules = remarks.map(
  (remark, index) =>
    `-A INPUT -s ${at(addresses, index)}/32 -m comment --comment "${remark} asked for it, see ${at(instances, index)}" -j ACCEPT`,
);

const mentions = [...bridges, ...tunnels, ...instances, ...macs].map((text) => `note=${text}`).join(' ');

const host = all(
  printed(
    ([tool]) => tool === 'ps',
    (text) => `${processes.join('')}${text}`,
  ),
  printed(
    (argv) => argv.includes('iptables-save') && argv[0] !== 'ip',
    (text) => text.replace(/^(:INPUT .*\n(?::.*\n)*)(?=-A|COMMIT)/m, `$1${rules.join('\n')}\n`),
  ),
  answered(
    ([tool]) => tool === 'inventory',
    () => exited(`${mentions}\n`),
  ),
)(healthyHost('neutron'));

test('none of sixty identifying words stays, and the diagnosis does', async () => {
  const recorder = new Recorder(host);
  const real = await diagnosisOf(recorder);
  await recorder.run([{ argv: ['inventory'] }]);
  const pseudonymizer = pseudonyms(recorder, Buffer.from('a key of the tests'));
  const contentsOf = (path: string) => {
    const { paths, read } = filesOfFolder(path);
    return [...paths].map((file) => `${file}\n${read(file)?.toString('latin1')}`).join('\n');
  };
  const leftIn = (text: string) => words.filter((word) => text.toLowerCase().includes(word.toLowerCase()));
  const [plain, hidden] = [join(folder, 'plain'), join(folder, 'hidden')];
  await recorder.save(plain, { note: '' }, new Date());
  await recorder.save(hidden, { note: '' }, new Date(), pseudonymizer);
  expect(words).toHaveLength(60);
  expect(leftIn(contentsOf(plain))).toEqual(words);
  expect(leftIn(contentsOf(hidden))).toEqual([]);
  expect(await diagnosisOf(openRecording(hidden))).toEqual(anonymized(real, pseudonymizer));
});
