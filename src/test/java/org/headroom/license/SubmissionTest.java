package org.headroom.license;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.lang.ScopedValue.CallableOp;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.headroom.access.Reader;
import org.headroom.api.Calls;
import org.headroom.launch.TestDatabase;
import org.headroom.ledger.Entry;
import org.headroom.ledger.Books;
import org.headroom.ledger.Ledger;
import org.headroom.ledger.Posting;
import org.headroom.ledger.PostingFilter;
import org.headroom.ledger.PostingKind;
import org.headroom.ledger.PostingOutcome.Posted;
import org.headroom.license.Application.Status;
import org.headroom.license.ApplicationContent.Address;
import org.headroom.license.ApplicationContent.Contact;
import org.headroom.license.ApplicationContent.Item;
import org.headroom.license.Applications.Decision;
import org.headroom.license.Applications.Step;
import org.headroom.license.Applications.Step.Done;
import org.headroom.license.Applications.Step.NotNow;
import org.headroom.party.Consignee;
import org.headroom.terms.Actor;
import org.headroom.terms.ChangedMeanwhile;
import org.headroom.terms.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Steps of one application that meet, and steps that were cut off between the posting and the note of it.
@QuarkusTest
class SubmissionTest {

    static final Actor OFFICER = new Actor("subject", "An officer", "aurora");
    static final String ALLOCATION = "us-diffusion-2025:country-allocation:PH:2025-01-01";
    static final String ACN = "Z123456";
    static final BigDecimal TPP_OF_10 = new BigDecimal("158320.00");

    @Inject
    Applications applications;

    @Inject
    Ledger ledger;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void close() {
        threads.close();
    }

    static ApplicationContent content(String reference, long quantity) {
        var address = new Address("Cloud", "1 Main Street", "Manila", null, "1000", "PH", null);
        return new ApplicationContent(
                reference,
                "PH",
                new Consignee(null, "Cloud " + reference, "PH", null, null, null),
                new Contact("Ada Byron", "202-555-0100", null),
                address,
                null,
                address,
                null,
                address,
                null,
                null,
                "Training of weather models.",
                null,
                null,
                List.of(new Item("nvidia-h100-sxm5-80gb", quantity, new BigDecimal("30000"), null, null, null)),
                null);
    }

    private static <T> T asAurora(CallableOp<T, RuntimeException> work) {
        return Books.as(new Reader.Exporter("aurora"), work);
    }

    private Application draft() {
        return asAurora(() -> applications.draft(OFFICER, content(Calls.unique("meets"), 10)));
    }

    private Step submit(UUID id, String acn) {
        return asAurora(() -> applications.submit(OFFICER, id, null, acn).orElseThrow());
    }

    private Step edit(Application seen, long quantity) {
        return asAurora(() -> applications
                .edit("aurora", seen.id(), seen.version(), content(seen.reference(), quantity))
                .orElseThrow());
    }

    private Step decide(UUID id, String outcome, LicenseRequest license) {
        return asAurora(() -> applications
                .decide(OFFICER, id, null, new Decision(outcome, "because", license))
                .orElseThrow());
    }

    /// Runs one step up to its posting and no further, and lets another begin; then lets both end.
    private List<Step> meeting(Supplier<Step> first, Supplier<Step> second) throws SQLException {
        CompletableFuture<Step> one;
        CompletableFuture<Step> other;
        try (var held = TestDatabase.asAdministrator()) {
            held.setAutoCommit(false);
            held.createStatement().execute("select number from ledger_head for update");
            one = CompletableFuture.supplyAsync(first, threads);
            await().until(() -> waiting() == 1);
            other = CompletableFuture.supplyAsync(second, threads);
            await().until(() -> waiting() == 2 || other.isDone());
            held.rollback();
        }
        return List.of(one.join(), other.join());
    }

    private static int waiting() throws SQLException {
        try (var connection = TestDatabase.asAdministrator();
                var row = connection.createStatement().executeQuery("select count(*) from pg_locks where not granted")) {
            row.next();
            return row.getInt(1);
        }
    }

    private List<Posting> postings(UUID id) {
        return asAurora(() -> ledger.postings(PostingFilter.ofSubject(
                id, Set.of(PostingKind.APPLICATION, PostingKind.LICENSE, PostingKind.DECISION))));
    }

    private Application stored(UUID id) {
        return asAurora(() -> applications.find("aurora", id).orElseThrow());
    }

    static BigDecimal reserved(Posted posted) {
        return posted.entries().stream()
                .filter(entry -> entry.account().equals(ALLOCATION))
                .map(Entry::reserved)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Nested
    class Two_at_once {

        @Test
        void an_edit_waits_for_the_submission_and_comes_too_late() throws SQLException {
            var drafted = draft();

            var steps = meeting(() -> submit(drafted.id(), ACN), () -> edit(drafted, 20));

            assertThat(reserved(((Done) steps.getFirst()).posting())).isEqualTo(TPP_OF_10);
            assertThat(steps.getLast()).isInstanceOf(NotNow.class);
            assertThat(stored(drafted.id()).content()).isEqualTo(drafted.content());
        }

        @Test
        void what_is_reserved_is_what_is_kept_whoever_comes_first() {
            for (int turn = 0; turn < 20; turn++) {
                var drafted = draft();
                var edit = CompletableFuture.supplyAsync(() -> attempt(() -> edit(drafted, 20)), threads);
                submit(drafted.id(), ACN);
                edit.join();
                var posted = postings(drafted.id()).getFirst();
                assertThat(posted.body()).isEqualTo(Json.write(stored(drafted.id()).content()));
            }
        }

        private static Object attempt(Supplier<Step> step) {
            try {
                return step.get();
            } catch (ChangedMeanwhile tooLate) {
                return tooLate;
            }
        }

        @Test
        void of_two_submissions_one_reserves() throws SQLException {
            var id = draft().id();

            var steps = meeting(() -> submit(id, ACN), () -> submit(id, "Z654321"));

            assertThat(steps.getFirst()).isInstanceOf(Done.class);
            assertThat(steps.getLast()).isEqualTo(new NotNow("not-a-draft", "It was submitted before."));
            assertThat(stored(id).acn()).isEqualTo(ACN);
            assertThat(postings(id)).hasSize(1);
        }

        @Test
        void of_two_decisions_one_gives_back() throws SQLException {
            var id = draft().id();
            submit(id, ACN);

            var steps = meeting(() -> decide(id, "denied", null), () -> decide(id, "approved", license(id)));

            assertThat(reserved(((Done) steps.getFirst()).posting())).isEqualTo(TPP_OF_10.negate());
            assertThat(steps.getLast()).isInstanceOf(NotNow.class);
            assertThat(stored(id).status()).isEqualTo(Status.DENIED);
            assertThat(postings(id)).hasSize(2);
        }
    }

    private LicenseRequest license(UUID id) {
        var content = stored(id).content();
        var today = LocalDate.of(2026, 3, 2);
        return new LicenseRequest(Calls.unique("D"), content.destination(), content.consignee(), today,
                today.plusYears(2), List.of(new LicenseRequest.Line("nvidia-h100-sxm5-80gb", 10L,
                        new BigDecimal("300000"))), null, null);
    }

    /// The service stops after the posting and before the note of it.
    @Nested
    class Cut_off {

        private long cutOff(Application drafted) {
            return ((Posted) asAurora(
                    () -> ledger.post(applications.submission(OFFICER, drafted, ACN)))).number();
        }

        @Test
        void a_second_submission_finds_the_posting_and_goes_on() {
            var drafted = draft();
            long number = cutOff(drafted);

            var done = (Done) submit(drafted.id(), ACN);

            assertThat(done.posting().number()).isEqualTo(number);
            assertThat(reserved(done.posting())).isEqualTo(TPP_OF_10);
            assertThat(done.application().status()).isEqualTo(Status.SUBMITTED);
            assertThat(postings(drafted.id())).hasSize(1);
        }

        @Test
        void another_submission_is_refused_and_told_which_one_goes_on() {
            var drafted = draft();
            cutOff(drafted);

            assertThat(submit(drafted.id(), null)).isEqualTo(new NotNow("not-a-draft",
                    "Its quota is reserved already, with the control number Z123456. Submit it again with that one and"
                            + " the content of then."));
            assertThat(stored(drafted.id()).status()).isEqualTo(Status.DRAFT);
        }

        @Test
        void an_edit_is_refused_unless_it_says_what_was_posted() {
            var drafted = draft();
            cutOff(drafted);

            assertThat(edit(drafted, 20)).isInstanceOf(NotNow.class);
            assertThat(edit(drafted, 10)).isInstanceOf(Done.class);
            assertThat(submit(drafted.id(), ACN)).isInstanceOf(Done.class);
        }

        @Test
        void a_decision_that_was_posted_is_not_made_another_way() throws SQLException {
            var id = draft().id();
            submit(id, ACN);
            var license = license(id);
            decide(id, "approved", license);
            noteNothingOfTheDecision(id);

            assertThat(decide(id, "denied", null)).isInstanceOf(NotNow.class);
            assertThat(decide(id, "approved", license(id))).isInstanceOf(NotNow.class);
            assertThat(((Done) decide(id, "approved", license)).application().status()).isEqualTo(Status.APPROVED);
            assertThat(postings(id)).hasSize(2);
        }

        private static void noteNothingOfTheDecision(UUID id) throws SQLException {
            try (var connection = TestDatabase.asAdministrator();
                    var statement = connection.prepareStatement("""
                            update application set status = 'SUBMITTED', decision = null, license = null,
                                decided_at = null where id = ?""")) {
                statement.setObject(1, id);
                statement.executeUpdate();
            }
        }
    }
}
