/** Puts a frame into the switch, through its flow tables, as if the device behind the port had sent it. */
export const packetOutWords = (bridge: string, ofport: number | string, frame: string) =>
  ['ovs-ofctl', '--timeout=5', 'packet-out', bridge, `in_port=${ofport},packet=${frame},actions=resubmit(,0)`] as const;
