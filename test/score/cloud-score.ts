import { startCloud } from '../../src/lab/cloud.ts';
import { type CloudFault, cloudFaults } from '../../src/lab/cloud-faults/index.ts';
import { faults } from '../../src/lab/faults/index.ts';
import type { Lab } from '../../src/lab/lab.ts';
import type { FleetReport } from '../../src/report/fleet/report.ts';
import { isAt, type LiveCloud, rootsOf, tryCloudFault, tryCloudLookAlike } from '../support/cloud-trial.ts';
import { diagnosedCloud } from '../support/live-cloud.ts';
import { cloudLookAlikes } from './cloud-look-alikes.ts';
import type { Row } from './row.ts';

/** Faults of one host by which VMs on another suffer: the root cause is there, whatever the others lose. */
const onOneHost: Readonly<Record<string, readonly string[]>> = {
  net1: [
    'dnsmasq-frozen',
    'dhcp-tap-wrong-tag',
    'dhcp-tap-removed-from-br-int',
    'qdhcp-namespace-deleted',
    'qr-wrong-tag',
    'qr-down',
  ],
  cmp1: [
    'br-tun-flows-gone',
    'tunnel-flood-flow-missing',
    'tunnel-id-flow-missing',
    'tunnel-id-wrong',
    'tunnel-patch-deleted',
    'qvo-wrong-tag',
  ],
};

const ofOneHost: readonly CloudFault[] = Object.entries(onOneHost).flatMap(([at, ids]) =>
  faults
    .filter(({ id }) => ids.includes(id))
    .map((fault) => ({ ...fault, id: `${at}-${fault.id}`, at, shownBy: 'true' })),
);

/** Every fault between hosts, those of one by which another suffers, and every look-alike, in a live lab of three hosts. */
export async function* scoreCloud(isAskedById: (id: string) => boolean): AsyncGenerator<Row> {
  const lab = new LiveLab();
  try {
    for (const { id, parts, without } of cloudLookAlikes.filter(({ id }) => isAskedById(id))) {
      yield await attempt(lab, { kind: 'look-alike', host: 'cloud', id, expected: [] }, async (cloud) => {
        const report = await tryCloudLookAlike(cloud, parts, without);
        return { ...outcome(report, undefined), healed: 'not asked' };
      });
    }
    for (const fault of [...cloudFaults, ...ofOneHost].filter(({ id }) => isAskedById(id))) {
      const expected = [`${fault.at} ${fault.expects}`];
      yield await attempt(lab, { kind: 'fault', host: 'cloud', id: fault.id, expected }, async (cloud) => {
        const { broken, fixed } = await tryCloudFault(cloud, fault);
        const isOffered = broken.findings[0]?.fix != null;
        const healed = fixed.verdict === 'healthy' ? 'yes' : 'no';
        return { ...outcome(broken, fault), healed: isOffered ? healed : 'none offered' };
      });
    }
  } finally {
    await lab.end();
  }
}

/** What is named as root causes; where which of the hosts is to blame is unknown, the one that is counts if it is among them. */
function outcome(report: FleetReport, fault: CloudFault | undefined): Pick<Row, 'named' | 'seconds'> {
  const [first] = report.findings;
  const isAmongThem = fault?.hasNoFix === true && first?.hosts.some((name) => isAt(name, fault.at)) === true;
  const named = rootsOf(report);
  return { named: isAmongThem ? [`${fault.at} ${first?.check}`, ...named.slice(1)] : named, seconds: report.seconds };
}

type Trial = Pick<Row, 'kind' | 'host' | 'id' | 'expected'>;
type Outcome = Pick<Row, 'named' | 'healed' | 'seconds'>;

async function attempt(lab: LiveLab, trial: Trial, work: (cloud: LiveCloud) => Promise<Outcome>): Promise<Row> {
  try {
    const row = { ...trial, ...(await work(await lab.cloud())) };
    if ((await diagnosedCloud(lab.hosts())).verdict !== 'healthy') await lab.end();
    return row;
  } catch (error) {
    await lab.end();
    return { ...trial, named: [], healed: 'not asked', seconds: 0, failure: String(error) };
  }
}

/** A lab of three hosts, which is started again after a trial that could not be undone. */
class LiveLab {
  #hosts: readonly Lab[] = [];
  #count = 0;

  readonly hosts = (): readonly Lab[] => this.#hosts;

  async cloud(): Promise<LiveCloud> {
    this.#count += 1;
    if (this.#hosts.length === 0)
      this.#hosts = await startCloud({ name: `score-cloud-${process.pid}-${this.#count}`, hosts: 3 });
    const host = (name: string): Lab => {
      const found = this.#hosts.find(({ model }) => model.place.name === name);
      if (found === undefined) throw new Error(`there is no host ${name}`);
      return found;
    };
    return { hosts: this.hosts, host };
  }

  async end(): Promise<void> {
    for (const host of this.#hosts) await host.down();
    this.#hosts = [];
  }
}
