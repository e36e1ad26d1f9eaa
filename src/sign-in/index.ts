export { authenticatorAddress, base32, codeAt, stepAt, stepOf } from './authenticator.ts'
export { codeHash, newToken, readableCode, tokenHash } from './codes.ts'
export { EMAIL, tidyEmail } from './email.ts'
export {
  askForNewPasskey,
  askForPasskey,
  newPasskeyIn,
  PASSKEY_ANSWER_MS,
  passkeyNamedIn,
  passkeysWorkAt,
  provenBy,
} from './passkey.ts'
export { goodPassword, isPassword, keptPassword, PASSWORD_COST } from './password.ts'
export { seal, unseal } from './seal.ts'
export { BEGIN_AGAIN, CODE_WRONG, newRecoveryCodes } from './second-step.ts'
export { mayTry, THROTTLE_MINUTES, type Tries } from './throttle.ts'
export { agentOf, type Visitor } from './visitor.ts'
export { onceRequest, type GivenAnswer, type OnceRequest } from './once-request.ts'
