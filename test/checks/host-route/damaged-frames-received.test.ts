import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { pasted } from '../../support/edits/texts.ts';

// As ovs-ofctl 2.5 and net-tools 1.60 print them.
const counters = (errors: number) => `root@net1:~# ovs-ofctl dump-ports br-ex
OFPST_PORT reply (xid=0x2): 2 ports
  port  1: rx pkts=884120, bytes=93021342, drop=0, errs=${errors}, frame=0, over=0, crc=${errors}
           tx pkts=431, bytes=40123, drop=0, errs=0, coll=0
  port  2: rx pkts=402, bytes=38333, drop=0, errs=${errors}, frame=0, over=0, crc=0
           tx pkts=880, bytes=93021, drop=0, errs=0, coll=0
root@net1:~# ovs-ofctl show br-ex
OFPT_FEATURES_REPLY (xid=0x2): dpid:000090e2ba4a1d60
 1(eth3): addr:90:e2:ba:4a:1d:60
     config:     0
     state:      0
 2(phy-br-ex): addr:6a:d7:3e:11:aa:01
     config:     0
     state:      0
`;
const ifconfig = (errors: number) => `root@net1:~# ifconfig eth1
eth1      Link encap:Ethernet  HWaddr 52:54:00:aa:10:02
          UP BROADCAST RUNNING MULTICAST  MTU:1500  Metric:1
          RX packets:100000 errors:${errors} dropped:99999 overruns:0 frame:0
          TX packets:911 errors:0 dropped:0 overruns:0 carrier:0
`;

testCheck(
  'damaged-frames-received',
  [
    reject('a port of the switch', pasted(counters(411873)), {
      summary: /^eth3 received 411873 damaged frames beside 884120 good ones/,
      fix: null,
    }),
    reject('a NIC in ifconfig', pasted(ifconfig(5000)), { summary: /^eth1 received 5000 damaged/, fix: null }),
    accept('a few errors among many frames', pasted(counters(1200))),
    accept('drops alone', pasted(ifconfig(0))),
  ],
  { onlyAskedWhere: 'where a text says so' },
);
