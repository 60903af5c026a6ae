package dev.hubbub.history;

import static dev.hubbub.history.Instance.await;
import static dev.hubbub.history.Instance.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.room.Appended;
import dev.hubbub.room.Draft;
import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Event;
import dev.hubbub.room.Event.Change;
import dev.hubbub.room.Invites.Invite;
import dev.hubbub.room.Invites.NewInvite;
import dev.hubbub.room.Invites.Preview;
import dev.hubbub.room.Members.Entry;
import dev.hubbub.room.Role;
import dev.hubbub.room.Rooms.Slice;
import dev.hubbub.room.User;
import dev.hubbub.room.Visibility;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is promised about invitations, on either database. */
abstract class InviteContract extends StoreContract {
  private User alice; // the owner
  private User bob;
  private String plans = "";

  @BeforeEach
  void people() {
    alice = one.user("alice");
    bob = one.user("bob");
    plans = room(alice, "Plans", Visibility.PRIVATE).id();
  }

  @Test
  void whoHoldsACodeSeesNameAndSizeAndBecomesAMember() {
    Invite invite = make(alice, "code", 60L, 5);
    assertEquals(invite.createdAt() + 60_000, invite.expiresAt());
    assertEquals(new Preview(plans, "Plans", 1), await(one.invites.preview("code")));
    Event event = one.event(new Draft.Accept(plans, bob, "code"));
    assertEquals(
        new Event.Member(plans, 2, event.ts(), "bob", null, "bob", Change.JOINED, Role.MEMBER),
        event);
    assertEquals(2L, await(one.rooms.get(plans, bob)).read());
    assertEquals(1, listed().get(0).uses());
    assertEquals(Appended.NOTHING, one.append(new Draft.Accept(plans, bob, "code")));
    assertEquals(1, listed().get(0).uses());
    assertEquals(new Preview(plans, "Plans", 2), await(one.invites.preview("code")));
  }

  @Test
  void usedUpOverRevokedAndUnknownAreAlike() {
    make(alice, "spent", null, 1);
    one.append(new Draft.Accept(plans, one.user("carol"), "spent"));
    make(alice, "over", 0L, null);
    Invite revoked = make(alice, "revoked", null, null);
    await(one.invites.revoke(plans, alice, revoked.id()));
    String other = room(alice, "Other", Visibility.PRIVATE).id();
    make(alice, "elsewhere", null, null, other, null);
    for (String code : List.of("spent", "over", "revoked", "unknown", "elsewhere")) {
      assertEquals(
          ErrorCode.NOT_FOUND, refused(one.history.append(new Draft.Accept(plans, bob, code))));
    }
    for (String code : List.of("spent", "over", "revoked", "unknown")) {
      assertEquals(ErrorCode.NOT_FOUND, refused(one.invites.preview(code)));
    }
    assertTrue(listed().isEmpty());
    assertEquals(ErrorCode.NOT_FOUND, refused(one.invites.revoke(plans, alice, revoked.id())));
  }

  @Test
  void theNewestInvitesComeFirstInPages() {
    for (int i = 0; i < 5; i++) {
      make(alice, "code" + i, null, i + 1);
    }
    Slice<Invite> first = await(one.invites.list(plans, alice, null, 3));
    Slice<Invite> rest = await(one.invites.list(plans, alice, first.cursor(), 3));
    assertEquals(List.of(5, 4, 3), uses(first));
    assertEquals(List.of(2, 1), uses(rest));
    assertNull(rest.cursor());
  }

  @Test
  void onlyAdminsInvite() {
    make(alice, "code", null, null);
    one.append(new Draft.Accept(plans, bob, "code"));
    assertEquals(ErrorCode.FORBIDDEN, refused(wish(bob, "mine", plans, null, null)));
    assertEquals(ErrorCode.FORBIDDEN, refused(one.invites.list(plans, bob, null, 10)));
    assertEquals(
        ErrorCode.FORBIDDEN,
        refused(one.invites.revoke(plans, bob, listed().get(0).id())));
    User eve = one.user("eve");
    assertEquals(ErrorCode.NOT_FOUND, refused(wish(eve, "mine", plans, null, null)));
    String two = await(one.rooms.direct(alice, bob)).room().id();
    assertEquals(ErrorCode.FORBIDDEN, refused(wish(alice, "mine", two, null, null)));
  }

  @Test
  void invitesEndWithTheirMakersRightToInvite() {
    List<User> admins = List.of(one.user("a1"), one.user("a2"), one.user("a3"), one.user("a4"));
    make(alice, "door", null, null);
    for (User admin : admins) {
      one.append(new Draft.Accept(plans, admin, "door"));
      one.append(new Draft.SetRole(plans, alice, admin, Role.ADMIN));
      make(admin, "of " + admin.username(), null, null);
    }
    assertEquals(5, listed().size());
    one.append(new Draft.Kick(plans, alice, admins.get(0)));
    one.append(new Draft.SetRole(plans, alice, admins.get(1), Role.MEMBER));
    one.append(new Draft.Leave(plans, admins.get(2)));
    one.append(new Draft.Depart(plans, admins.get(3)));
    assertEquals(List.of("alice"), listed().stream().map(Invite::createdBy).toList());
  }

  @Test
  void aWishForAnInviteIsGrantedOnce() {
    Invite invite = make(alice, "code", 60L, 3, plans, "key");
    assertEquals(invite, make(alice, "code", 60L, 3, plans, "key"));
    assertEquals(1, listed().size());
    assertEquals(
        ErrorCode.CONFLICT,
        refused(one.invites.create(new NewInvite(plans, alice, "x", 60L, 4, "key"))));
    assertNotEquals(invite.id(), make(alice, "again", 60L, 3, plans, null).id());
    assertEquals(
        List.of("invite", "invite"),
        await(one.members.audit(plans, alice, null, 10)).items().stream()
            .map(Entry::action)
            .toList());
  }

  @Test
  void aCodeOpensOneInvite() {
    make(alice, "code", null, null);
    assertEquals(ErrorCode.CONFLICT, refused(wish(alice, "code", plans, null, null)));
    assertEquals(1, listed().size());
  }

  private List<Invite> listed() {
    return await(one.invites.list(plans, alice, null, 50)).items();
  }

  private static List<Integer> uses(Slice<Invite> slice) {
    return slice.items().stream().map(Invite::maxUses).toList();
  }

  private Future<Invite> wish(
      User from, String code, String room, @Nullable Long seconds, @Nullable Integer uses) {
    return one.invites.create(new NewInvite(room, from, code, seconds, uses, null));
  }

  @Instance.CanIgnoreReturnValue
  private Invite make(User from, String code, @Nullable Long seconds, @Nullable Integer uses) {
    return make(from, code, seconds, uses, plans, null);
  }

  @Instance.CanIgnoreReturnValue
  private Invite make(
      User from,
      String code,
      @Nullable Long seconds,
      @Nullable Integer uses,
      String room,
      @Nullable String key) {
    return await(one.invites.create(new NewInvite(room, from, code, seconds, uses, key)));
  }
}
