import type { Username } from '../model/chat';
import { useName } from '../model/use';
import { plain } from '../text/visible';

/** What somebody is called, set apart so that its direction stays its own. */
export function Name({ user }: { readonly user: Username }) {
  return <bdi>{plain(useName(user))}</bdi>;
}

/** A name of a room or a person that is at hand. */
export function Called({ name }: { readonly name: string }) {
  return <bdi>{plain(name)}</bdi>;
}
