package dev.hubbub.gateway;

import dev.hubbub.room.Appended;
import dev.hubbub.room.Draft;
import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Invites;
import dev.hubbub.room.Invites.Invite;
import dev.hubbub.room.Invites.NewInvite;
import dev.hubbub.room.Refusal;
import dev.hubbub.room.Rooms;
import dev.hubbub.room.User;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.security.SecureRandom;
import java.util.List;
import java.util.function.Function;

/** {@code /rooms/{room}/invites} and {@code /invites/{code}}: inviting people, and following an invitation. */
final class InvitesRouter {
  /** Seconds until an invitation ends by itself, at most: a year. */
  private static final long LONGEST_S = 31_536_000;

  private static final long MOST_USES = 1_000_000;

  private final Invites invites;
  private final Rooms rooms;
  private final Function<Draft, Future<Appended>> append;
  private final Origins origins;
  private final List<String> secrets;
  private final AddressLimit triesOfAddress;
  private final UserLimit triesOfUser;
  private final SecureRandom random = new SecureRandom();

  /**
   * The routes.
   *
   * @param append commits an event and has it delivered
   * @param secrets what codes are derived with: new ones with the first
   * @param triesOfAddress how often an address may look at and use invitations
   * @param triesOfUser how often a user may use them
   */
  InvitesRouter(
      Invites invites,
      Rooms rooms,
      Function<Draft, Future<Appended>> append,
      Origins origins,
      List<String> secrets,
      AddressLimit triesOfAddress,
      UserLimit triesOfUser) {
    this.invites = invites;
    this.rooms = rooms;
    this.append = append;
    this.origins = origins;
    this.secrets = secrets;
    this.triesOfAddress = triesOfAddress;
    this.triesOfUser = triesOfUser;
  }

  /** Adds the routes to {@code router}. */
  void addTo(Router router, Bodies bodies, Bearer bearer) {
    Resource.at(router, "/rooms/:room/invites")
        .on(HttpMethod.GET, bearer, this::list)
        .on(HttpMethod.POST, bearer, bodies, this::create)
        .only();
    Resource.at(router, "/rooms/:room/invites/:id")
        .on(HttpMethod.DELETE, bearer, this::revoke)
        .only();
    Resource.at(router, "/invites/:code")
        .on(HttpMethod.GET, triesOfAddress, this::preview)
        .only();
    Resource.at(router, "/invites/:code/accept")
        .on(HttpMethod.POST, bearer, triesOfAddress, triesOfUser, this::accept)
        .only();
  }

  private void list(RoutingContext routing) {
    Query query = Query.of(routing);
    Answer.list(
        routing,
        "invites",
        invites.list(Paths.room(routing), Bearer.user(routing), query.cursor(), query.limit()),
        InviteShape::write);
  }

  private void create(RoutingContext routing) {
    JsonBody body = JsonBody.of(routing);
    Long expiresInS = body.optionalInteger("expires_in", 1, LONGEST_S);
    Long maxUses = body.optionalInteger("max_uses", 1, MOST_USES);
    String key = IdempotencyKey.of(routing);
    String room = Paths.room(routing);
    User user = Bearer.user(routing);
    String origin = origins.own(routing.request());
    List<InviteCode> codes = key == null
        ? List.of(InviteCode.random(random))
        : secrets.stream()
            .map(secret -> InviteCode.derived(secret, user, room, key))
            .toList();
    String hash = codes.get(0).hash();
    Integer uses = maxUses == null ? null : maxUses.intValue();
    Answer.created(
        routing,
        invites
            .create(new NewInvite(room, user, hash, expiresInS, uses, key))
            .map(invite -> new Made(invite, opening(invite, codes))),
        made -> "/rooms/" + room + "/invites/" + made.invite().id(),
        made -> InviteShape.made(
            made.invite(), made.code(), origin + "/i/" + made.code().text()));
  }

  /** An invitation with the code that opens it. */
  private record Made(Invite invite, InviteCode code) {}

  /** Which code opens it: a repeated wish finds an invitation that may have been made with another secret. */
  private static InviteCode opening(Invite invite, List<InviteCode> codes) {
    return codes.stream()
        .filter(code -> code.hash().equals(invite.codeHash()))
        .findFirst()
        .orElseThrow(() -> new Refusal(
            ErrorCode.CONFLICT,
            "The code of this invitation is not known any more; revoke it and make another."));
  }

  private void revoke(RoutingContext routing) {
    Answer.done(
        routing, invites.revoke(Paths.room(routing), Bearer.user(routing), Paths.id(routing)));
  }

  private void preview(RoutingContext routing) {
    Answer.with(routing, 200, invites.preview(codeHash(routing)), InviteShape::preview);
  }

  private void accept(RoutingContext routing) {
    String codeHash = codeHash(routing);
    User user = Bearer.user(routing);
    Answer.with(
        routing,
        200,
        invites.preview(codeHash).compose(preview -> append
            .apply(new Draft.Accept(preview.room(), user, codeHash))
            .compose(accepted -> rooms.get(preview.room(), user))),
        RoomShape::of);
  }

  private static String codeHash(RoutingContext routing) {
    InviteCode code = InviteCode.shown(routing.pathParam("code"));
    if (code == null) {
      throw Refusal.notFound();
    }
    return code.hash();
  }
}
