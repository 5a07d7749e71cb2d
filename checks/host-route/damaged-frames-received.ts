import { defineCheck } from '../../src/engine/check.ts';
import { valuesOf } from '../../src/facts/known.ts';
import { says, statedFault } from '../../src/judgements/statements.ts';

export default defineCheck({
  id: 'damaged-frames-received',
  layer: 'host-route',
  title: 'NIC receives damaged frames',
  why: 'At least one frame in a hundred comes in damaged: cable, transceiver, switch port or NIC are faulty.',
  symptom: 'Connections through the host are slow and lossy, while all that is set up on it is right.',
  remedy:
    'Look at `ethtool -S NIC` for the kind of error; change the cable or transceiver, and compare the settings of both ends.',
  limits:
    'Read from counters of `ovs-ofctl dump-ports`, `ifconfig` or `ip -s link` in a saved text, which count since the device came up: 1000 errors and 1 % at least. Drops are not counted.',
  sources: [
    'https://docs.kernel.org/networking/statistics.html',
    'https://man7.org/linux/man-pages/man8/ovs-ofctl.8.html',
  ],
  severity: 'warning',
  each: 'statements',
  comparesNoAddresses: true,
  with: ['statements'],
  ofAnyDriver: true,
  explainedBy: [],
  applies: says('receive-errors'),
  judge: (item, { statements }) =>
    statedFault(item, 'receive-errors', ({ device, bridge, packets, errors }) => {
      const named = valuesOf(statements).flatMap(({ statement }) =>
        statement.kind === 'port-number' && statement.bridge === bridge && statement.number === device
          ? [statement.device]
          : [],
      )[0];
      // A port without a name may be one of a VM, whose counters say nothing of a cable.
      const isNumber = /^\d+$/.test(device);
      if (isNumber && named === undefined) return undefined;
      return {
        summary: `${isNumber ? named : device} received ${errors} damaged frames beside ${packets} good ones.`,
        fix: null,
      };
    }),
});
