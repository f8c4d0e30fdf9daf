"""Runs a tool that lies in a folder of its own, with a scratch folder for each share of the work."""
import os

os.environ['PATH'] = '/opt/tool/bin:' + os.environ['PATH']
scratch = os.path.join(os.getenv('TMPDIR', '/tmp'), os.environ['HOSTNAME'], os.environ.get('JOB_COMPLETION_INDEX', '0'))
if 'KUBERNETES_SERVICE_HOST' in os.environ:
    print(os.environ['KUBERNETES_SERVICE_HOST'])
proxies = {'https': os.getenv('https_proxy'), 'http': os.environ.get('HTTP_PROXY', '')}
# In upper case it would be the system's.
home = os.getenv('home', 'Basel')
print(scratch, proxies, home)
