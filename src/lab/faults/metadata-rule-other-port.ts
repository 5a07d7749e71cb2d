import type { Argv } from '../../host/process.ts';
import { metadataOfA } from '../journeys.ts';
import type { LabModel } from '../model.ts';
import type { Fault } from './fault.ts';

/** Replaces the port that the router's rule leads requests for metadata to. */
function lead({ a: { router } }: LabModel, from: number, to: number): Argv {
  const script =
    'rule=$(ip netns exec "$1" iptables -t nat -S | grep -e "--to-ports $2")\n' +
    '[ -n "$rule" ] || exit 0\n' +
    'ip netns exec "$1" iptables -t nat $(printf %s "$rule" | sed "s/ $2\\$/ $3/")\n' +
    'ip netns exec "$1" iptables -t nat -D $(printf %s "$rule" | sed "s/^-A //")';
  return ['sh', '-c', script, 'lead', router.namespace, String(from), String(to)];
}

const fault: Fault = {
  id: 'metadata-rule-other-port',
  title: "the router's rule leads requests for metadata to a port that its proxy does not listen on",
  layer: 'metadata',
  layouts: ['neutron'],
  expects: 'metadata-proxy-not-listening',
  effect: { breaks: metadataOfA },
  inject: (model) => [lead(model, 9697, 9698)],
  heal: (model) => [lead(model, 9698, 9697)],
};

export default fault;
