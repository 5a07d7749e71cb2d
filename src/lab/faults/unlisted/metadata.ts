import { metadataOfA } from '../../journeys.ts';
import { metadataSocket, novaPidFile } from '../../metadata-services.ts';
import type { Fault } from '../fault.ts';
import { endMetadataProxy, metadataConf, quietly, restart, signalByPidFile } from '../steps.ts';
import { firstRule, nftRule } from './steps.ts';
import { unlisted } from './unlisted.ts';

const layouts = ['neutron'] as const;
const effect = { breaks: metadataOfA };

/** On the way of VM a1 to its metadata. */
export const toMetadata: readonly Fault[] = [
  unlisted({
    id: 'metadata-nft-drop',
    title: 'a rule of nftables in the router drops what comes to its metadata proxy',
    layer: 'metadata',
    layouts,
    effect,
    change: ({ a: { router } }) => nftRule(router.namespace, 'inet', 'hook input priority 0', 'tcp dport 9697 drop'),
  }),
  unlisted({
    id: 'metadata-nft-reset',
    title: 'a rule of nftables in the router resets connections to its metadata proxy',
    layer: 'metadata',
    layouts,
    effect,
    change: ({ a: { router } }) =>
      nftRule(router.namespace, 'inet', 'hook input priority 0', 'tcp dport 9697 reject with tcp reset'),
  }),
  unlisted({
    id: 'metadata-answer-drop',
    title: 'a rule of table raw in the router drops what its metadata proxy answers',
    layer: 'metadata',
    layouts,
    effect,
    change: ({ a: { router } }) =>
      firstRule(router.namespace, 'iptables', 'raw', 'OUTPUT', '-p', 'tcp', '--sport', '9697', '-j', 'DROP'),
  }),
  unlisted({
    id: 'metadata-redirected-elsewhere',
    title: 'a rule of the router leads requests for metadata to another port',
    layer: 'metadata',
    layouts,
    effect,
    change: ({ a: { router } }) =>
      firstRule(
        router.namespace,
        'iptables',
        'nat',
        'PREROUTING',
        ...['-d', '169.254.169.254', '-p', 'tcp', '-j', 'REDIRECT', '--to-ports', '9'],
      ),
  }),
  unlisted({
    id: 'metadata-untranslated',
    title: 'a rule of the router lets requests for metadata by before they are redirected',
    layer: 'metadata',
    layouts,
    effect,
    change: ({ a: { router } }) =>
      firstRule(router.namespace, 'iptables', 'nat', 'PREROUTING', '-d', '169.254.169.254', '-j', 'ACCEPT'),
  }),
  unlisted({
    id: 'nova-metadata-frozen',
    title: "nova's metadata API is stopped by a signal",
    layer: 'metadata',
    layouts,
    effect: { breaks: ['a1-metadata', 'b1-metadata'] },
    change: () => ({
      inject: [signalByPidFile('STOP', novaPidFile)],
      heal: [signalByPidFile('CONT', novaPidFile)],
    }),
  }),
  unlisted({
    id: 'metadata-socket-elsewhere',
    title: 'the metadata proxy of a router hands requests on to a socket that nobody listens on',
    layer: 'metadata',
    layouts,
    effect,
    change: (model) => {
      const conf = metadataConf(model);
      const script =
        'sed "s#^\\( *server [^ ]* \\).*#\\1/run/nobody#" "$1" >"$1.new" && mv "$1.new" "$1" && exec ip netns exec "$2" haproxy -f "$1"';
      return {
        inject: [...endMetadataProxy(model), ['sh', '-c', script, 'sh', conf, model.a.router.namespace]],
        heal: [...endMetadataProxy(model), restart(model, 'l3')],
      };
    },
  }),
  unlisted({
    id: 'metadata-socket-closed',
    title: 'the metadata proxy has no right to the socket of the metadata agent',
    layer: 'metadata',
    layouts,
    effect: { breaks: ['a1-metadata', 'b1-metadata'] },
    change: (model) => ({
      inject: [['chmod', '600', metadataSocket(model)]],
      heal: [quietly('chmod', '666', metadataSocket(model))],
    }),
  }),
];
