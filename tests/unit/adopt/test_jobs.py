from pathlib import PurePosixPath

from hypothesis import given
from hypothesis import strategies as st

from hatch_claimed.adopt.declarations import Declaration, Note
from hatch_claimed.adopt.jobs import Job, jobs, read_job

AS_C3_WRITES_IT = """\
apiVersion: batch/v1
kind: Job
metadata:
  name: a
spec:
  template:
    spec:
      containers:
      - name: a
        image: quay.io/x/claimed-a:0.1
        workingDir: /opt/app-root/src/
        command: ["/opt/app-root/bin/python","/opt/app-root/src/claimed_a.py"]
        env:
        - name: log_level
          value: value_of_log_level
        - name: limit
          value: value_of_limit
      restartPolicy: OnFailure
      imagePullSecrets:
        - name: image_pull_secret
"""
COMPLETED = """\
apiVersion: batch/v1
kind: Job
metadata:
  name: gw-a
spec:
  parallelism: 10
  backoffLimit: 1
  ttlSecondsAfterFinished: 60
  activeDeadlineSeconds: 5
  template:
    spec:
      serviceAccountName: runner
      nodeSelector: {disktype: ssd}
      tolerations:
      - {key: gpu, operator: Equal, value: "yes", effect: NoSchedule}
      - {key: spot, operator: Exists}
      securityContext:
        supplementalGroups: [1234]
        runAsUser: 0
        fsGroup: 2000
        fsGroupChangePolicy: OnRootMismatch
      containers:
      - name: a
        image: us.icr.io/x/claimed-gw-a:2
        env:
        - {name: limit, value: "3"}
        - name: key
          valueFrom: {secretKeyRef: {name: cos, key: access_key}}
        resources:
          limits: {memory: 4Gi, nvidia.com/gpu: 1}
          requests: {cpu: 500m}
        securityContext:
          allowPrivilegeEscalation: false
          capabilities: {drop: [ALL]}
        volumeMounts:
        - {name: data, mountPath: /opt/app-root/src/data, readOnly: true}
        - {name: data, mountPath: /more, subPath: more}
        - {name: tmp, mountPath: /tmp}
        - {name: shm, mountPath: /dev/shm}
      volumes:
      - {name: data, persistentVolumeClaim: {claimName: geodata}}
      - {name: tmp, emptyDir: {sizeLimit: 1Gi}}
      - {name: shm, emptyDir: {medium: Memory}}
      restartPolicy: Never
      imagePullSecrets: [{name: icr}]
"""
SETTINGS = {
    "repository": "us.icr.io/x",
    "version": "2",
    "backoff-limit": 1,
    "parallelism": 10,
    "ttl-seconds-after-finished": 60,
    "secrets": {"key": {"name": "cos", "key": "access_key"}},
    "image-pull-secrets": ("icr",),
    "volumes": {
        "data": {"claim": "geodata", "mount-path": "/opt/app-root/src/data", "read-only": True},
        "data-2": {"claim": "geodata", "mount-path": "/more", "sub-path": "more"},
        "tmp": {"empty-dir": True, "size-limit": "1Gi", "mount-path": "/tmp"},
        "shm": {"empty-dir": True, "medium": "Memory", "mount-path": "/dev/shm"},
    },
    "resources": {"requests": {"cpu": "500m"}, "limits": {"memory": "4Gi", "nvidia.com/gpu": "1"}},
    "security-context": {
        "supplemental-groups": [1234],
        "run-as-user": 0,
        "fs-group": 2000,
        "fs-group-change-policy": "OnRootMismatch",
        "allow-privilege-escalation": False,
        "drop-capabilities": ("ALL",),
    },
    "service-account": "runner",
    "restart-policy": "Never",
    "node-selector": {"disktype": "ssd"},
    "tolerations": ("gpu=yes:NoSchedule", "spot"),
}


def test_what_c3_writes_says_only_what_the_image_is_called():
    assert read_job(AS_C3_WRITES_IT) == Job({"repository": "quay.io/x", "version": "0.1"}, (), ())


def test_what_people_add_becomes_settings():
    assert read_job(COMPLETED) == Job(SETTINGS, ("limit",), ("spec.activeDeadlineSeconds",))


def test_a_job_belongs_to_the_script_of_its_name(tree):
    found = jobs(
        tree({"ops/a.py": "", "jobs/a.job.yaml": AS_C3_WRITES_IT, "ops/gw_a.job.yaml": COMPLETED, "b.job.yaml": "a"})
    )
    cluster = {key: value for key, value in SETTINGS.items() if key not in {"repository", "version"}}
    script = PurePosixPath("ops/a.py")
    assert found.declarations == (
        Declaration(place="jobs/a.job.yaml", script=script, operator={"repository": "quay.io/x", "version": "0.1"}),
        Declaration(
            place="ops/gw_a.job.yaml",
            script=script,
            operator={"repository": "us.icr.io/x", "version": "2"},
            wrapper=cluster,
        ),
    )
    assert found.notes == (
        Note("b.job.yaml", "belongs to no script"),
        Note(
            "ops/gw_a.job.yaml",
            "gives values to limit: copy them into the new Job, or make them defaults of the script",
        ),
        Note("ops/gw_a.job.yaml", "says spec.activeDeadlineSeconds, for which there is no setting"),
    )


def test_no_value_is_ever_told(tree):
    job = AS_C3_WRITES_IT.replace("value_of_limit", "hunter2")
    found = jobs(tree({"a.py": "", "a.job.yaml": job}))
    assert "hunter2" not in repr(found)
    assert len(found.notes) == 1


def test_files_that_are_no_jobs_are_told(tree):
    found = jobs(tree({"a.py": "", "b.py": "", "a.job.yaml": "a: [", "b.job.yaml": "kind: Pod"}))
    assert found.declarations == ()
    assert [note.text for note in found.notes] == ["is no Job that can be read"] * 2


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(0, 9) | st.text("ab", max_size=2),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(
        ["spec", "template", "containers", "env", "name", "value", "valueFrom", "volumes", "emptyDir", "resources",
         "limits", "volumeMounts", "securityContext", "capabilities", "drop", "tolerations", "key", "imagePullSecrets"]
    ), inner, max_size=4),
)  # fmt: skip


@given(_VALUES)
def test_a_job_of_any_shape_can_be_read(spec):
    import yaml

    job = read_job(yaml.safe_dump({"kind": "Job", "spec": {"template": {"spec": spec, "x": spec}}}))
    assert job is not None
    assert isinstance(job.settings, dict)
