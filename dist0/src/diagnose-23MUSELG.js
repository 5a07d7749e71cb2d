import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);
import {
  runDiagnosis,
  withProgress,
  writeReport
} from "./chunk-L2GOL6EP.js";
import "./chunk-DDEFG4ZF.js";
import "./chunk-26XHQ6F4.js";
import "./chunk-2PPSAOER.js";
import "./chunk-MTGVRWRJ.js";
import "./chunk-RUHDIWMB.js";
import "./chunk-N32KLSH5.js";
import "./chunk-M6RIB4O2.js";
import "./chunk-MPFUDHQR.js";
import "./chunk-TZBNCHCF.js";
import "./chunk-O2YEG4PM.js";
import "./chunk-X27BB6NT.js";
import "./chunk-MIASDECV.js";
import "./chunk-FQLSMQAT.js";
import "./chunk-NTGOW6GL.js";
import "./chunk-GSLR6MXQ.js";
import "./chunk-UYFCWSYG.js";
import "./chunk-OEBLMQLW.js";
import "./chunk-EAZ2GJYZ.js";
import "./chunk-MI65KTFX.js";
import "./chunk-XZGLRBJB.js";
import "./chunk-G72MGUHJ.js";
import "./chunk-YZOUEH3A.js";
import "./chunk-2XQHUW4B.js";
import "./chunk-4VOAQWUS.js";
import "./chunk-5RHJENI4.js";
import "./chunk-Z5IQXQWV.js";
import "./chunk-L7SRQQKV.js";
import "./chunk-OMZSPUF2.js";
import "./chunk-FFDNO3YR.js";
import "./chunk-6OZUCFDW.js";
import "./chunk-RC2VEXNG.js";
export {
  runDiagnosis,
  withProgress,
  writeReport
};
