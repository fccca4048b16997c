package io.camunda.zeebe.process.test.engine;

import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.CompleteJobRequest;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.CompleteJobResponse;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.JobResult;
import io.camunda.zeebe.msgpack.value.DocumentValue;
import io.camunda.zeebe.protocol.impl.encoding.MsgPackConverter;
import io.camunda.zeebe.protocol.impl.record.RecordMetadata;
import io.camunda.zeebe.protocol.impl.record.UnifiedRecordValue;
import io.camunda.zeebe.protocol.impl.record.value.job.JobRecord;
import io.camunda.zeebe.protocol.impl.record.value.usertask.UserTaskRecord;
import io.camunda.zeebe.protocol.record.RecordType;
import io.camunda.zeebe.protocol.record.ValueType;
import io.camunda.zeebe.protocol.record.intent.Intent;
import io.camunda.zeebe.protocol.record.intent.JobIntent;
import io.camunda.zeebe.protocol.record.intent.UserTaskIntent;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The engine's own gateway, which passes on the result of a listener's job instead of dropping it,
 * and takes user-task commands.
 */
final class ListenerGateway extends GrpcToLogStreamGateway {

  private static final int PARTITION = 1;

  private final CommandWriter commands;
  private final GatewayRequestStore requests;

  ListenerGateway(CommandWriter commands, GatewayRequestStore requests, InMemoryJobStreamer jobs) {
    super(commands, PARTITION, 1, 0, requests, jobs);
    this.commands = commands;
    this.requests = requests;
  }

  @Override
  public void completeJob(CompleteJobRequest request, StreamObserver<CompleteJobResponse> answers) {
    JobRecord job = new JobRecord().setVariables(variables(request.getVariables()));
    if (request.hasResult()) {
      JobResult given = request.getResult();
      io.camunda.zeebe.protocol.impl.record.value.job.JobResult result =
          new io.camunda.zeebe.protocol.impl.record.value.job.JobResult()
              .setDenied(given.getDenied())
              .setDeniedReason(given.getDeniedReason());
      job.setResult(result);
    }
    write(request.getJobKey(), ValueType.JOB, JobIntent.COMPLETE, job, answers);
  }

  /** Assigns a user task, also away from somebody else, or claims it if it is nobody's. */
  CompletableFuture<Void> assign(long userTask, String assignee, boolean override) {
    UserTaskRecord task = new UserTaskRecord().setUserTaskKey(userTask).setAssignee(assignee);
    task.setAction(override ? "assign" : "claim");
    return write(userTask, override ? UserTaskIntent.ASSIGN : UserTaskIntent.CLAIM, task);
  }

  /** Completes a user task with variables in JSON. */
  CompletableFuture<Void> complete(long userTask, String variables) {
    UserTaskRecord task = new UserTaskRecord().setUserTaskKey(userTask).setAction("complete");
    task.setVariables(variables(variables));
    return write(userTask, UserTaskIntent.COMPLETE, task);
  }

  private CompletableFuture<Void> write(long key, Intent intent, UserTaskRecord task) {
    CompletableFuture<Void> answer = new CompletableFuture<>();
    write(key, ValueType.USER_TASK, intent, task, new Answer(answer));
    return answer;
  }

  /**
   * The engine answers by the type of request that was registered; a completed job's answer is
   * empty, as is a user task's.
   */
  private void write(
      long key,
      ValueType type,
      Intent intent,
      UnifiedRecordValue value,
      StreamObserver<CompleteJobResponse> answers) {
    RecordMetadata metadata =
        new RecordMetadata()
            .recordType(RecordType.COMMAND)
            .requestStreamId(PARTITION)
            .requestId(requests.registerNewRequest(CompleteJobRequest.class, answers))
            .valueType(type)
            .intent(intent);
    commands.writeCommandWithKey(key, value, metadata);
  }

  private static DirectBuffer variables(String json) {
    return json.isEmpty()
        ? DocumentValue.EMPTY_DOCUMENT
        : new UnsafeBuffer(MsgPackConverter.convertToMsgPack(json));
  }

  /** Completes a future with what the engine answers. */
  private record Answer(CompletableFuture<Void> answer)
      implements StreamObserver<CompleteJobResponse> {

    @Override
    public void onNext(CompleteJobResponse ignored) {
      answer.complete(null);
    }

    @Override
    public void onError(Throwable refusal) {
      answer.completeExceptionally(refusal);
    }

    @Override
    public void onCompleted() {
      answer.complete(null);
    }
  }
}
